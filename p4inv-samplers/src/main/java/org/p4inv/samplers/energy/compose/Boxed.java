package org.p4inv.samplers.energy.compose;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Objects;
import java.util.Optional;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;

/**
 * An energy within a box: u(x) where lower_j &lt;= x_j &lt;= upper_j for all j, and +infinity, with
 * the gradient 0, elsewhere.
 *
 * <p>Of the truth the states stay, without their probabilities and cut at the box, and the exact
 * sampler, which draws until a point is in the box. Minima are not told, as those on the faces are
 * not known.
 */
public final class Boxed implements Energy {
  private final Energy base;
  private final float[] lower;
  private final float[] upper;
  private final Truth truth;

  /**
   * An energy within a box.
   *
   * @param lower length d. Not modified, as the other.
   * @param upper length d, each greater than the lower one; infinite where there is no face
   */
  public Boxed(Energy base, float[] lower, float[] upper) {
    this.base = Objects.requireNonNull(base, "base");
    int d = base.dimension();
    this.lower = ofLength("lower", lower, d);
    this.upper = ofLength("upper", upper, d);
    for (int j = 0; j < d; j++) {
      if (!(lower[j] < upper[j])) {
        throw new IllegalArgumentException(
            "`upper` must be above `lower` = " + lower[j] + " at " + j + ", got " + upper[j]);
      }
    }
    this.truth = new BoxedTruth(base.truth());
  }

  private static float[] ofLength(String name, float[] values, int d) {
    if (values.length != d) {
      throw new IllegalArgumentException(
          "`" + name + "` must have length d = " + d + ", got " + values.length);
    }
    return values.clone();
  }

  @Override
  public String name() {
    return "boxed-" + base.name();
  }

  @Override
  public int dimension() {
    return base.dimension();
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    base.evaluate(x, energy, gradient);
    for (int lane = 0; lane < LANES; lane++) {
      if (!holds(x, lane, LANES)) {
        energy[lane] = Double.POSITIVE_INFINITY;
        for (int j = 0; j < lower.length; j++) {
          gradient[j * LANES + lane] = 0;
        }
      }
    }
  }

  private boolean holds(float[] points, int offset, int stride) {
    for (int j = 0; j < lower.length; j++) {
      float value = points[offset + j * stride];
      if (!(value >= lower[j] && value <= upper[j])) {
        return false;
      }
    }
    return true;
  }

  private final class BoxedTruth implements Truth {
    private static final int MOST_DRAWS = 10_000_000;

    private final Truth whole;

    BoxedTruth(Truth whole) {
      this.whole = whole;
    }

    @Override
    public Optional<States> states() {
      return whole.states().map(states -> new RegionsAlone(states, Boxed.this::holds));
    }

    /** Fails with an IllegalStateException where ten million draws in a row miss the box. */
    @Override
    public Optional<ExactSampler> sampler() {
      return whole
          .sampler()
          .map(
              sampler ->
                  (random, points, first, n) -> {
                    sampler.sample(random, points, first, n);
                    for (int i = first; i < first + n; i++) {
                      int draws = 1;
                      while (!holds(points, i * lower.length, 1)) {
                        if (draws++ == MOST_DRAWS) {
                          throw new IllegalStateException(
                              "the box must hold some of the density, "
                                  + MOST_DRAWS
                                  + " points missed it");
                        }
                        sampler.sample(random, points, i, 1);
                      }
                    }
                  });
    }
  }
}
