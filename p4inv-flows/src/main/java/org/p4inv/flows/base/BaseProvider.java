package org.p4inv.flows.base;

import org.p4inv.flows.config.Config;

/**
 * Makes base densities of one type from their descriptions, so that a model file can name them.
 * Found by {@link java.util.ServiceLoader}; a third party's jar on the path adds its own.
 */
public interface BaseProvider {

  /** The {@code type} of the descriptions that this provider reads, in kebab case. */
  String type();

  /**
   * The density that {@link BaseDensity#config} described.
   *
   * @param parts reads the descriptions of parts, for composites
   * @throws IllegalArgumentException if the description is not a valid one; the message names the
   *     entry
   */
  BaseDensity create(Config config, BaseReader parts);
}
