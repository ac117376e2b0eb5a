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

/**
 * A Gaussian with the same mean and standard deviation in every coordinate: u(x) = sum over j of
 * (x_j - mean)^2 / (2 standard-deviation^2).
 *
 * <p>Known exactly: log Z = d ln(standard-deviation sqrt(2 pi)), entropy, moments, the one minimum,
 * and an exact sampler (up to 6.66 standard deviations, where the normal numbers of a random stream
 * end).
 */
public final class IsotropicGaussian implements Energy {
  private static final Constant DIMENSION =
      Constant.whole("dimension", "number of coordinates", 2, 1, 1_000_000);
  private static final Constant MEAN =
      Constant.between("mean", "mean of every coordinate", 0, -1000, 1000);
  private static final Constant DEVIATION =
      Constant.between(
          "standard-deviation", "standard deviation of every coordinate", 1, 0.001, 1000);

  private final int dimension;
  private final double mean;
  private final double deviation;
  private final Truth truth = new GaussianTruth();

  /**
   * A Gaussian.
   *
   * @param dimension 1 to 1000000
   * @param mean -1000 to 1000
   * @param standardDeviation 0.001 to 1000
   */
  public IsotropicGaussian(int dimension, double mean, double standardDeviation) {
    this.dimension = (int) DIMENSION.check(dimension);
    this.mean = MEAN.check(mean);
    this.deviation = DEVIATION.check(standardDeviation);
  }

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("dimension", (double) dimension);
    constants.put("mean", mean);
    constants.put("standard-deviation", deviation);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double precision = 1 / (deviation * deviation);
    Arrays.fill(energy, 0, LANES, 0);
    for (int j = 0; j < dimension; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        double away = x[j * LANES + lane] - mean;
        energy[lane] += 0.5 * precision * away * away;
        gradient[j * LANES + lane] = (float) (precision * away);
      }
    }
  }

  /** The closed forms. */
  private final class GaussianTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(
          dimension * (StrictMath.log(deviation) + 0.5 * StrictMath.log(2 * Math.PI)));
    }

    @Override
    public OptionalDouble entropy() {
      return OptionalDouble.of(logZ().getAsDouble() + 0.5 * dimension);
    }

    @Override
    public Optional<Moments> moments() {
      double[] means = new double[dimension];
      double[] variances = new double[dimension];
      Arrays.fill(means, mean);
      Arrays.fill(variances, deviation * deviation);
      return Optional.of(new Moments(means, variances));
    }

    @Override
    public Optional<ExactSampler> sampler() {
      return Optional.of(
          (random, points, first, n) -> {
            Rows.check(points, dimension, first, n);
            random.gaussian(points, first * dimension, n * dimension);
            for (int i = first * dimension; i < (first + n) * dimension; i++) {
              points[i] = (float) (mean + deviation * points[i]);
            }
          });
    }

    @Override
    public List<double[]> modes() {
      double[] mode = new double[dimension];
      Arrays.fill(mode, mean);
      return List.of(mode);
    }
  }

  /** Makes Gaussians by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "gaussian";
    }

    @Override
    public String summary() {
      return "one Gaussian in any dimension, the same in every coordinate";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, MEAN, DEVIATION);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new IsotropicGaussian(
          constants.get("dimension").intValue(),
          constants.get("mean"),
          constants.get("standard-deviation"));
    }
  }
}
