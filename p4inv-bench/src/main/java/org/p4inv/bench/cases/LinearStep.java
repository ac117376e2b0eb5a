package org.p4inv.bench.cases;

import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;

/** A training step of one linear layer on the loss that all linear layers share. */
public final class LinearStep {
  private LinearStep() {}

  /** The step of a layer in the size of the request. */
  public static Case of(Bijection layer, CaseRequest request) {
    int d = request.d();
    Flow flow = Flow.initial(new StandardNormal(d), layer, /* seed= */ 1);
    return new TrainingCase(flow, new LinearObjective(d, request.batch()), request);
  }
}
