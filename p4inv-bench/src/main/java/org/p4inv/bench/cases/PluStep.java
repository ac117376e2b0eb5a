package org.p4inv.bench.cases;

import org.p4inv.flows.linear.PluLinear;

/**
 * {@code plu-step}: a training step of a linear layer W = P L (U + diag s), whose determinant is
 * that of s.
 */
public final class PluStep {
  /** The name of the case. */
  public static final String NAME = "plu-step";

  private PluStep() {}

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    return LinearStep.of(new PluLinear(request.d()), request);
  }
}
