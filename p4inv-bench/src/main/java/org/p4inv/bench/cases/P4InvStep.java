package org.p4inv.bench.cases;

import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.P4InvLinear;

/** {@code p4inv-step}: a training step of one P4Inv layer of rank 1 that starts as the identity. */
public final class P4InvStep {
  /** The name of the case. */
  public static final String NAME = "p4inv-step";

  private P4InvStep() {}

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    int d = request.d();
    Flow flow =
        Flow.initial(
            new StandardNormal(d), new P4InvLinear(d, P4InvLinear.Start.IDENTITY), /* seed= */ 1);
    return new TrainingCase(flow, new LinearObjective(d, request.batch()), request);
  }
}
