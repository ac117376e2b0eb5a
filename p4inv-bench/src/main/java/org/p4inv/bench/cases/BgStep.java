package org.p4inv.bench.cases;

import org.p4inv.samplers.boltzmann.ReverseKl;
import org.p4inv.samplers.boltzmann.Schedule;

/** {@code bg-step}: a training step by reverse KL of a Boltzmann generator of double wells. */
public final class BgStep {
  /** The name of the case. */
  public static final String NAME = "bg-step";

  private BgStep() {}

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    int d = request.d();
    return new TrainingCase(
        BgFlow.untrained(d), new ReverseKl(new DoubleWells(d), Schedule.constant(1)), request);
  }
}
