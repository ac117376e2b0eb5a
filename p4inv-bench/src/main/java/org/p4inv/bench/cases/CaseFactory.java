package org.p4inv.bench.cases;

/** Builds the cases that one implementation can run. */
@FunctionalInterface
public interface CaseFactory {

  /**
   * The case that is asked for, with seed 1.
   *
   * @throws NotOfferedException if this implementation does not have it; the message is one
   *     sentence that says why
   */
  Case create(CaseRequest request);
}
