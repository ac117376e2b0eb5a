package org.p4inv.bench.cases;

import org.p4inv.flows.linear.P4InvLinear;

/** {@code p4inv-step}: a training step of one P4Inv layer of rank 1 that starts as the identity. */
public final class P4InvStep {
  /** The name of the case. */
  public static final String NAME = "p4inv-step";

  private P4InvStep() {}

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    return LinearStep.of(new P4InvLinear(request.d(), P4InvLinear.Start.IDENTITY), request);
  }
}
