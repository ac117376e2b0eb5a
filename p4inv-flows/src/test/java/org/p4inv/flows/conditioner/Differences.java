package org.p4inv.flows.conditioner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Derivatives beside fourth-order differences of a loss; what stands at a kink, where differences
 * of two steps disagree, is passed over, but not too much of it.
 *
 * <p>The rounding of a loss in float divided by the step, 1e-6 / 0.002, bounds what they can tell;
 * longer steps would meet a kink of a rectifier too often.
 */
final class Differences {
  private static final float STEP = 0.004f;
  private static final double DERIVATIVE = 2e-3;
  private static final double KINK = 1e-3;
  private static final double COMPARED = 0.8;

  private final String what;
  private int seen;
  private int compared;

  Differences(String what) {
    this.what = what;
  }

  /** The loss after a shift of one number. */
  @FunctionalInterface
  interface Shifted {
    double loss(float step);

    default double derivative(float step) {
      double near = loss(step) - loss(-step);
      double far = loss(2 * step) - loss(-2 * step);
      return (8 * near - far) / (12 * step);
    }
  }

  void add(int index, double actual, Shifted shifted) {
    seen++;
    double fine = shifted.derivative(STEP / 2);
    double coarse = shifted.derivative(STEP);
    double size = 1 + Math.abs(fine);
    if (Math.abs(fine - coarse) < KINK * size) {
      compared++;
      assertEquals(fine, actual, DERIVATIVE * size, what + ", index " + index);
    }
  }

  void finish() {
    assertTrue(compared >= COMPARED * seen, what + " compared " + compared + " of " + seen);
  }
}
