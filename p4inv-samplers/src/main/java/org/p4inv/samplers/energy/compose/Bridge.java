package org.p4inv.samplers.energy.compose;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Map;
import java.util.Objects;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.math.Pool;

/**
 * A place on the geometric path between two densities: (1 - beta) u0(x) + beta u1(x).
 *
 * <p>At beta = 0 it is u0 and at beta = 1 it is u1, to the bit, and the other one, which may be
 * infinite, is not evaluated; in between it is infinite where one of them is. One component of a
 * gradient beyond the range of float against another of the other sign makes 0. The truth is that
 * of u0 and u1 at the ends; nothing is known in between.
 */
public final class Bridge implements Energy {
  private static final Constant BETA =
      Constant.between("beta", "share of the second energy", 0, 0, 1);

  private final Energy start;
  private final Energy end;
  private final double beta;
  private final Pool<TileScratch> pool;

  /**
   * A place on the path.
   *
   * @param start u0
   * @param end u1, of the same dimension
   * @param beta 0 to 1
   */
  public Bridge(Energy start, Energy end, double beta) {
    this(start, end, beta, new Pool<>(() -> new TileScratch(start.dimension())));
  }

  private Bridge(Energy start, Energy end, double beta, Pool<TileScratch> pool) {
    this.start = Objects.requireNonNull(start, "start");
    this.end = Objects.requireNonNull(end, "end");
    if (start.dimension() != end.dimension()) {
      throw new IllegalArgumentException(
          "`end` must have the dimension d = " + start.dimension() + ", got " + end.dimension());
    }
    this.beta = BETA.check(beta);
    this.pool = pool;
  }

  /**
   * Another place on the same path.
   *
   * @param beta 0 to 1
   */
  public Bridge at(double beta) {
    return new Bridge(start, end, beta, pool);
  }

  @Override
  public String name() {
    return start.name() + "-to-" + end.name();
  }

  @Override
  public int dimension() {
    return start.dimension();
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(BETA.name(), beta);
  }

  @Override
  public Truth truth() {
    if (beta == 0) {
      return start.truth();
    }
    return beta == 1 ? end.truth() : Truth.UNKNOWN;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    if (beta == 0) {
      start.evaluate(x, energy, gradient);
    } else if (beta == 1) {
      end.evaluate(x, energy, gradient);
    } else {
      mix(x, energy, gradient);
    }
  }

  private void mix(float[] x, double[] energy, float[] gradient) {
    TileScratch other = pool.take();
    try {
      start.evaluate(x, energy, gradient);
      end.evaluate(x, other.energy, other.gradient);
      for (int lane = 0; lane < LANES; lane++) {
        energy[lane] = (1 - beta) * energy[lane] + beta * other.energy[lane];
      }
      for (int i = 0; i < dimension() * LANES; i++) {
        gradient[i] = TileScratch.sum((1 - beta) * gradient[i], beta * other.gradient[i]);
      }
    } finally {
      pool.give(other);
    }
  }
}
