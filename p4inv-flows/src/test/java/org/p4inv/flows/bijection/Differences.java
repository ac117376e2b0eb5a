package org.p4inv.flows.bijection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Derivatives beside fourth-order differences of step {@link #STEP}: the rounding of a map divided
 * by the step, 1e-6 / 0.02, bounds what they can tell. Kinks are passed over, but not too many.
 */
public final class Differences {
  /** The step of a difference. */
  public static final float STEP = 0.02f;

  /** How far a derivative may be from its difference, by the larger of 1 and its size. */
  public static final double DERIVATIVE = 2e-3;

  /**
   * A component whose differences of two steps disagree more stands at a kink and is passed over.
   */
  public static final double KINK = 1e-3;

  /** At least this share of the components must have been compared. */
  public static final double COMPARED = 0.8;

  private final String what;
  private final float step;
  private int seen;
  private int compared;

  /** A comparison with a name for messages. */
  public Differences(String what) {
    this(what, STEP);
  }

  /** The same with steps of another size. */
  public Differences(String what, float step) {
    this.what = what;
    this.step = step;
  }

  /** The loss after a shift of one number. */
  @FunctionalInterface
  public interface Shifted {
    /** The loss. */
    double loss(float step);

    private double derivative(float step) {
      double near = loss(step) - loss(-step);
      double far = loss(2 * step) - loss(-2 * step);
      return (8 * near - far) / (12 * step);
    }
  }

  /** Compares one component. */
  public void add(int index, double actual, Shifted shifted) {
    seen++;
    double fine = shifted.derivative(step / 2);
    double coarse = shifted.derivative(step);
    double size = 1 + Math.abs(fine);
    if (Math.abs(fine - coarse) < KINK * size) {
      compared++;
      assertEquals(fine, actual, DERIVATIVE * size, what + ", index " + index);
    }
  }

  /** Checks that enough has been compared. */
  public void finish() {
    assertTrue(compared >= COMPARED * seen, what + " compared " + compared + " of " + seen);
  }
}
