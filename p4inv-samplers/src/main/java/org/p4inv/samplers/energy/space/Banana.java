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
 * The banana, a Gaussian that is twisted: u(x) = x_0^2 / (2 s^2) + y^2 / 2 + sum over j from 2 of
 * x_j^2 / 2, with y = x_1 + bend (x_0^2 - s^2).
 *
 * <p>Two targets go by the name of banana; the other one is {@link Rosenbrock}. Source: Haario,
 * Saksman and Tamminen, Adaptive proposal distribution for random walk Metropolis algorithm, 1999,
 * with s = 10 and bend = 0.03 (moderate, the default) or 0.1 (strong).
 *
 * <p>The map from x_1 to y keeps volumes, so (x_0, y, x_2, ...) is Gaussian with standard
 * deviations (s, 1, 1, ...), and all is known in closed form: log Z = ln s + (d / 2) ln(2 pi), the
 * entropy log Z + d / 2, an exact sampler, and the minimum at x_1 = bend s^2. The means are 0, as
 * E[x_0^2] = s^2, and the variances s^2, 1 + 2 bend^2 s^4, 1, ..., as x_0^2 has variance 2 s^4.
 */
public final class Banana implements Energy {
  private static final Constant DIMENSION =
      Constant.whole("dimension", "number of coordinates", 2, 2, 1_000_000);
  private static final Constant BEND =
      Constant.between("bend", "how strongly the second coordinate bends", 0.03, -10, 10);
  private static final Constant DEVIATION =
      Constant.between(
          "standard-deviation", "standard deviation of the first coordinate", 10, 0.01, 100);

  private final int dimension;
  private final double bend;
  private final double deviation;
  private final Truth truth = new BananaTruth();

  /**
   * A banana.
   *
   * @param dimension 2 to 1000000
   * @param bend -10 to 10
   * @param standardDeviation 0.01 to 100
   */
  public Banana(int dimension, double bend, double standardDeviation) {
    this.dimension = (int) DIMENSION.check(dimension);
    this.bend = BEND.check(bend);
    this.deviation = DEVIATION.check(standardDeviation);
  }

  @Override
  public String name() {
    return "banana";
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("dimension", (double) dimension);
    constants.put("bend", bend);
    constants.put("standard-deviation", deviation);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double variance = deviation * deviation;
    for (int lane = 0; lane < LANES; lane++) {
      double first = x[lane];
      double y = x[LANES + lane] + bend * (first * first - variance);
      energy[lane] = 0.5 * (first * first / variance + y * y);
      gradient[lane] = (float) (first / variance + 2 * bend * first * y);
      gradient[LANES + lane] = (float) y;
    }
    for (int j = 2; j < dimension; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        double other = x[j * LANES + lane];
        energy[lane] += 0.5 * other * other;
        gradient[j * LANES + lane] = (float) other;
      }
    }
  }

  /** The closed forms. */
  private final class BananaTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(
          StrictMath.log(deviation) + 0.5 * dimension * StrictMath.log(2 * Math.PI));
    }

    @Override
    public OptionalDouble entropy() {
      return OptionalDouble.of(logZ().getAsDouble() + 0.5 * dimension);
    }

    @Override
    public Optional<Moments> moments() {
      double variance = deviation * deviation;
      double[] variances = new double[dimension];
      Arrays.fill(variances, 1);
      variances[0] = variance;
      variances[1] = 1 + 2 * bend * bend * variance * variance;
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
              points[at] = (float) (deviation * points[at]);
              double square = (double) points[at] * points[at];
              points[at + 1] = (float) (points[at + 1] - bend * (square - deviation * deviation));
            }
          });
    }

    @Override
    public List<double[]> modes() {
      double[] mode = new double[dimension];
      mode[1] = bend * deviation * deviation;
      return List.of(mode);
    }
  }

  /** Makes bananas by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "banana";
    }

    @Override
    public String summary() {
      return "a twisted Gaussian (Haario); the other banana is rosenbrock";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, BEND, DEVIATION);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new Banana(
          constants.get("dimension").intValue(),
          constants.get("bend"),
          constants.get("standard-deviation"));
    }
  }
}
