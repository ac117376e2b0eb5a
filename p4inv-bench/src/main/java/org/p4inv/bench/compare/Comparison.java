package org.p4inv.bench.compare;

import java.util.List;

/**
 * Entrants that are measured in alternation; the others are compared with the first.
 *
 * @param name such as {@code p4inv-step d=64 batch=1024 threads=1}
 * @param entrants at least one
 */
public record Comparison(String name, List<Entrant> entrants) {
  /** Copies the list. */
  public Comparison {
    entrants = List.copyOf(entrants);
  }
}
