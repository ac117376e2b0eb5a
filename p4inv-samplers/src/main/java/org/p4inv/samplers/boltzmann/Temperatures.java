package org.p4inv.samplers.boltzmann;

import java.util.Arrays;
import org.p4inv.flows.train.TilePass;

/**
 * The inverse temperature b of each point of a training: the target of a point is exp(-b u) / Z(b).
 */
@FunctionalInterface
public interface Temperatures {

  /**
   * Sets the inverse temperature of each lane, and the context of the pass where the flow depends
   * on it. Allocates nothing.
   *
   * @param beta length 64, overwritten
   */
  void draw(TilePass pass, double[] beta);

  /** One for all points, which depends on the step. */
  static Temperatures of(Schedule beta) {
    return (pass, lanes) -> Arrays.fill(lanes, beta.at(pass.step()));
  }

  /**
   * Temperatures T = 1/b that are drawn for each point from a range, ln T uniformly, for a flow
   * whose context is ln T: one training for all of them. See {@link TemperedGenerator}.
   *
   * @param coldest above 0
   * @param hottest above {@code coldest}
   */
  static Temperatures range(double coldest, double hottest) {
    if (!(coldest > 0 && coldest < hottest && hottest < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "`coldest` and `hottest` must be positive, finite and rising, got "
              + coldest
              + " and "
              + hottest);
    }
    double from = StrictMath.log(coldest);
    double length = StrictMath.log(hottest) - from;
    return (pass, beta) -> {
      float[] context = pass.context();
      if (context.length != beta.length) {
        throw new IllegalArgumentException(
            "the flow must have a context of one feature, ln T, got "
                + context.length / beta.length);
      }
      for (int lane = 0; lane < beta.length; lane++) {
        context[lane] = (float) (from + length * pass.random().nextDouble());
        // Of the context as it is, so that both mean one temperature.
        beta[lane] = StrictMath.exp(-context[lane]);
      }
    };
  }
}
