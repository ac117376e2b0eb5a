package org.p4inv.bench.cases;

import org.p4inv.flows.linear.DenseLinear;

/**
 * {@code dense-step}: a training step of a dense linear layer whose matrix is trained itself, with
 * its inverse and determinant computed anew at every step.
 */
public final class DenseStep {
  /** The name of the case. */
  public static final String NAME = "dense-step";

  private DenseStep() {}

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    return LinearStep.of(new DenseLinear(request.d()), request);
  }
}
