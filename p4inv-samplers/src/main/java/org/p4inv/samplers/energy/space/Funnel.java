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
 * Neal's funnel: x_0 is normal with standard deviation sigma, and the others are normal with
 * variance exp(x_0), so that u(x) = x_0^2 / (2 sigma^2) + ln sigma + (d - 1) x_0 / 2 + exp(-x_0)
 * (sum over j from 1 of x_j^2) / 2 + (d / 2) ln(2 pi).
 *
 * <p>The width of the others changes by e^(sigma / 2) with one standard deviation of x_0: no step
 * size suits all of it. Source: Neal, Slice sampling, 2003, section 8, with sigma = 3 and d = 10,
 * the defaults.
 *
 * <p>u is normalised: log Z = 0. Known in closed form: the entropy ln sigma + (d / 2) ln(2 pi e)
 * (x_0 has mean 0); the moments, with variance sigma^2 and exp(sigma^2 / 2); an exact sampler; and
 * the minimum at x_0 = -sigma^2 (d - 1) / 2, where the others are 0. The minimum is told where
 * exp(-x_0) is within the range of double there, sigma^2 (d - 1) below 1400.
 *
 * <p>u is +infinity where exp(-x_0) leaves the range of double and the others are not 0.
 */
public final class Funnel implements Energy {
  private static final Constant DIMENSION =
      Constant.whole("dimension", "number of coordinates", 10, 2, 1_000_000);
  private static final Constant SIGMA =
      Constant.between("sigma", "standard deviation of x_0", 3, 0.001, 10);
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private final int dimension;
  private final double sigma;
  private final Truth truth = new FunnelTruth();

  /**
   * A funnel.
   *
   * @param dimension 2 to 1000000
   * @param sigma 0.001 to 10
   */
  public Funnel(int dimension, double sigma) {
    this.dimension = (int) DIMENSION.check(dimension);
    this.sigma = SIGMA.check(sigma);
  }

  @Override
  public String name() {
    return "funnel";
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("dimension", (double) dimension);
    constants.put("sigma", sigma);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double constant = StrictMath.log(sigma) + 0.5 * dimension * LOG_TWO_PI;
    double half = 0.5 * (dimension - 1);
    Arrays.fill(energy, 0, LANES, 0);
    for (int j = 1; j < dimension; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        double other = x[j * LANES + lane];
        energy[lane] += other * other;
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      double scaled = x[lane] / sigma;
      double precision = StrictMath.exp(-x[lane]);
      double spread = 0.5 * product(energy[lane], precision);
      energy[lane] = 0.5 * scaled * scaled + half * x[lane] + constant + spread;
      gradient[lane] = (float) (scaled / sigma + half - spread);
      for (int j = 1; j < dimension; j++) {
        int at = j * LANES + lane;
        gradient[at] = (float) product(x[at], precision);
      }
    }
  }

  /** value * precision, 0 where the value is 0 and the precision infinite. */
  private static double product(double value, double precision) {
    return value == 0 ? 0 : value * precision;
  }

  /** The closed forms. */
  private final class FunnelTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(0);
    }

    @Override
    public OptionalDouble entropy() {
      return OptionalDouble.of(StrictMath.log(sigma) + 0.5 * dimension * (1 + LOG_TWO_PI));
    }

    @Override
    public Optional<Moments> moments() {
      double[] variances = new double[dimension];
      Arrays.fill(variances, StrictMath.exp(0.5 * sigma * sigma));
      variances[0] = sigma * sigma;
      return Optional.of(new Moments(new double[dimension], variances));
    }

    @Override
    public Optional<ExactSampler> sampler() {
      return Optional.of(
          (random, points, first, n) -> {
            Rows.check(points, dimension, first, n);
            random.gaussian(points, first * dimension, n * dimension);
            for (int i = first; i < first + n; i++) {
              int at = i * dimension;
              points[at] = (float) (sigma * points[at]);
              double width = StrictMath.exp(0.5 * points[at]);
              for (int j = 1; j < dimension; j++) {
                points[at + j] = (float) (width * points[at + j]);
              }
            }
          });
    }

    @Override
    public List<double[]> modes() {
      double depth = sigma * sigma * (dimension - 1);
      if (depth >= 1400) {
        return List.of();
      }
      double[] mode = new double[dimension];
      mode[0] = -0.5 * depth;
      return List.of(mode);
    }
  }

  /** Makes funnels by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "funnel";
    }

    @Override
    public String summary() {
      return "Neal's funnel, the first coordinate sets the width of the others";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, SIGMA);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new Funnel(constants.get("dimension").intValue(), constants.get("sigma"));
    }
  }
}
