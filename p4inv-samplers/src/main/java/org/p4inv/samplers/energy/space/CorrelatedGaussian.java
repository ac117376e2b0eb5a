package org.p4inv.samplers.energy.space;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;
import org.p4inv.samplers.math.LanePool;

/**
 * A Gaussian around 0 with correlated coordinates: u(x) = z^T L^-1 z / 2, z = Q^T x, with the
 * covariance Q L Q^T.
 *
 * <p>The variances along the columns of the orthogonal matrix Q are spaced geometrically, L_k =
 * kappa^(k / (d - 1) - 1/2), k from 0, kappa being the condition number of the covariance; their
 * product is 1. Q is drawn by the seed, see {@link RandomRotation}. u is a sum of squares in z, so
 * nothing cancels however large kappa is. 2 d^2 multiply-adds for a point.
 *
 * <p>Known in closed form: log Z = (d / 2) ln(2 pi), the entropy log Z + d / 2, the moments
 * (variance j is the sum over k of Q_jk^2 L_k), the minimum at 0, and an exact sampler.
 */
public final class CorrelatedGaussian implements Energy {
  private static final Constant DIMENSION =
      Constant.whole("dimension", "number of coordinates", 10, 2, 1000);
  private static final Constant CONDITION =
      Constant.between("condition-number", "greatest variance over the least", 1e4, 1, 1e12);
  private static final Constant SEED =
      Constant.whole("seed", "draws the directions", 1, 0, 1_000_000_000);

  private final int dimension;
  private final double condition;
  private final int seed;
  private final double[][] rotation;
  private final double[] variances;
  private final Truth truth = new CorrelatedTruth();
  private final LanePool pool;

  /**
   * A correlated Gaussian.
   *
   * @param dimension 2 to 1000
   * @param conditionNumber of the covariance, 1 to 1e12
   * @param seed draws the directions, 0 to 1000000000
   */
  public CorrelatedGaussian(int dimension, double conditionNumber, int seed) {
    this.dimension = (int) DIMENSION.check(dimension);
    this.condition = CONDITION.check(conditionNumber);
    this.seed = (int) SEED.check(seed);
    this.rotation = RandomRotation.matrix(dimension, seed);
    this.variances = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      variances[k] = StrictMath.pow(condition, k / (dimension - 1.0) - 0.5);
    }
    this.pool = new LanePool(2 * dimension);
  }

  @Override
  public String name() {
    return "correlated-gaussian";
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("dimension", (double) dimension);
    constants.put("condition-number", condition);
    constants.put("seed", (double) seed);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  /** Rows 0 to d - 1 of the scratch are x, then the gradient; the others are z, then L^-1 z. */
  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double[][] rows = pool.take();
    for (int j = 0; j < dimension; j++) {
      double[] row = rows[j];
      for (int lane = 0; lane < LANES; lane++) {
        row[lane] = x[j * LANES + lane];
      }
      Arrays.fill(rows[dimension + j], 0);
    }
    for (int j = 0; j < dimension; j++) {
      for (int k = 0; k < dimension; k++) {
        add(rotation[j][k], rows[j], rows[dimension + k]);
      }
      Arrays.fill(rows[j], 0);
    }
    Arrays.fill(energy, 0, LANES, 0);
    for (int k = 0; k < dimension; k++) {
      scale(1 / variances[k], rows[dimension + k], energy);
    }
    for (int j = 0; j < dimension; j++) {
      double[] row = rows[j];
      for (int k = 0; k < dimension; k++) {
        add(rotation[j][k], rows[dimension + k], row);
      }
      for (int lane = 0; lane < LANES; lane++) {
        gradient[j * LANES + lane] = (float) row[lane];
      }
    }
    pool.give(rows);
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int lane = 0; lane < LANES; lane++) {
      to[lane] = Math.fma(factor, from[lane], to[lane]);
    }
  }

  private static void scale(double precision, double[] z, double[] energy) {
    for (int lane = 0; lane < LANES; lane++) {
      double scaled = precision * z[lane];
      energy[lane] = Math.fma(0.5 * z[lane], scaled, energy[lane]);
      z[lane] = scaled;
    }
  }

  /** The closed forms. */
  private final class CorrelatedTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(0.5 * dimension * StrictMath.log(2 * Math.PI));
    }

    @Override
    public OptionalDouble entropy() {
      return OptionalDouble.of(logZ().getAsDouble() + 0.5 * dimension);
    }

    @Override
    public Optional<Moments> moments() {
      double[] marginal = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        for (int k = 0; k < dimension; k++) {
          marginal[j] += rotation[j][k] * rotation[j][k] * variances[k];
        }
      }
      return Optional.of(new Moments(new double[dimension], marginal));
    }

    @Override
    public Optional<ExactSampler> sampler() {
      return Optional.of(
          (random, points, first, n) -> {
            Rows.check(points, dimension, first, n);
            random.gaussian(points, first * dimension, n * dimension);
            double[] z = new double[dimension];
            for (int i = first; i < first + n; i++) {
              for (int k = 0; k < dimension; k++) {
                z[k] = Math.sqrt(variances[k]) * points[i * dimension + k];
              }
              for (int j = 0; j < dimension; j++) {
                double sum = 0;
                for (int k = 0; k < dimension; k++) {
                  sum = Math.fma(rotation[j][k], z[k], sum);
                }
                points[i * dimension + j] = (float) sum;
              }
            }
          });
    }

    @Override
    public List<double[]> modes() {
      return List.of(new double[dimension]);
    }
  }

  /** Makes correlated Gaussians by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "correlated-gaussian";
    }

    @Override
    public String summary() {
      return "one Gaussian of any condition number in random directions";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, CONDITION, SEED);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new CorrelatedGaussian(
          constants.get("dimension").intValue(),
          constants.get("condition-number"),
          constants.get("seed").intValue());
    }
  }
}
