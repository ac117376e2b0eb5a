package org.p4inv.flows.check;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.flows.bijection.Direction;

/**
 * Numerical derivatives of one direction at the points of a tile, along a tile of shifts: central
 * differences of fourth order with steps of a share of the spread of each coordinate. Each is taken
 * with two steps; where these disagree there is a kink, or less smoothness than float can resolve.
 */
final class Differences {
  private static final float COARSE = 0.04f;

  private final Subject subject;
  private final Direction direction;
  private final float[] in;

  Differences(Subject subject, Direction direction) {
    this.subject = subject;
    this.direction = direction;
    this.in = subject.input(direction);
  }

  /** An image and log-dets, or their derivatives, along one tile of shifts. */
  record Derivative(float[] tile, double[] logDet) {}

  /** The derivative with the finer step, along {@code shift}. */
  Derivative fine(float[] shift) {
    return along(shift, COARSE / 2);
  }

  /** The derivative with the coarser step, along {@code shift}. */
  Derivative coarse(float[] shift) {
    return along(shift, COARSE);
  }

  private Derivative along(float[] shift, float step) {
    Subject.Image near = shifted(shift, step);
    Subject.Image mirrored = shifted(shift, -step);
    Subject.Image far = shifted(shift, 2 * step);
    Subject.Image farMirrored = shifted(shift, -2 * step);
    float[] tile = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      double difference =
          8 * ((double) near.tile()[i] - mirrored.tile()[i])
              - ((double) far.tile()[i] - farMirrored.tile()[i]);
      tile[i] = (float) (difference / (12 * step));
    }
    double[] logDet = new double[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      double difference =
          8 * (near.logDet()[lane] - mirrored.logDet()[lane])
              - (far.logDet()[lane] - farMirrored.logDet()[lane]);
      logDet[lane] = difference / (12 * step);
    }
    return new Derivative(tile, logDet);
  }

  private Subject.Image shifted(float[] shift, float step) {
    float[] moved = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      moved[i] = Math.fma(step, shift[i], in[i]);
    }
    return subject.map(direction, moved);
  }

  /** The standard deviation of each coordinate over a tile; 1 where it does not vary. */
  static float[] spread(float[] tile) {
    float[] spread = new float[tile.length / LANES];
    for (int j = 0; j < spread.length; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        sum += tile[i];
        squares += (double) tile[i] * tile[i];
      }
      double variance = squares / LANES - sum / LANES * (sum / LANES);
      spread[j] = variance > 0 ? (float) Math.sqrt(variance) : 1f;
    }
    return spread;
  }
}
