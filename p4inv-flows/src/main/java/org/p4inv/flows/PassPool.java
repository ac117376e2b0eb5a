package org.p4inv.flows;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.p4inv.core.parallel.Workers;

/**
 * The passes that a flow keeps for its callers: taken and given back without a lock; a caller that
 * finds none makes one, and a pass that finds no free place is dropped.
 */
final class PassPool {
  private static final int PLACES = 64;

  private final Flow flow;
  private final AtomicReferenceArray<Pass> idle = new AtomicReferenceArray<>(PLACES);

  PassPool(Flow flow) {
    this.flow = flow;
  }

  void run(
      Pass.Kind kind,
      long seed,
      float[] context,
      float[] points,
      double[] logDensity,
      Workers workers) {
    Pass pass = take();
    pass.run(kind, seed, context, points, logDensity, workers);
    giveBack(pass);
  }

  private Pass take() {
    for (int i = 0; i < PLACES; i++) {
      Pass pass = idle.get(i);
      if (pass != null && idle.compareAndSet(i, pass, null)) {
        return pass;
      }
    }
    return new Pass(flow);
  }

  private void giveBack(Pass pass) {
    for (int i = 0; i < PLACES; i++) {
      if (idle.compareAndSet(i, null, pass)) {
        return;
      }
    }
  }
}
