package org.p4inv.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * How a contender is started.
 *
 * @param name for people
 * @param command program and arguments
 * @param environment variables to set
 */
public record ContenderSpec(String name, List<String> command, Map<String, String> environment) {
  /** Copies the lists. */
  public ContenderSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
