package org.p4inv.bench.cases;

/** An implementation does not have a case, or not in this form or size. */
public final class NotOfferedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With one sentence that says why. */
  public NotOfferedException(String reason) {
    super(reason);
  }
}
