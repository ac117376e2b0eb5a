package org.p4inv.flows.bijection;

import org.p4inv.flows.config.Config;

/**
 * Makes bijections of one type from their descriptions, so that a model file can name them. Found
 * by {@link java.util.ServiceLoader}; a third party's jar on the path adds its own.
 */
public interface BijectionProvider {

  /** The {@code type} of the descriptions that this provider reads, in kebab case. */
  String type();

  /**
   * The bijection that {@link Bijection#config} described.
   *
   * <p>The description may come from a stranger's file, and whether the numbers that it asks for
   * are there is not known yet: allocate nothing by a size that it names, only in proportion to its
   * lists; and count parameters exactly, {@link Math#multiplyExact} where they could overflow.
   *
   * @param parts reads the descriptions of parts, for composites
   * @throws IllegalArgumentException if the description is not a valid one; the message names the
   *     entry
   */
  Bijection create(Config config, BijectionReader parts);
}
