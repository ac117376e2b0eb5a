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
 * Rosenbrock's function as an energy, over pairs of coordinates: u(x) = sum over pairs i of a (p -
 * mean)^2 + b (q - p^2)^2, with p = x_(2i) and q = x_(2i+1), i from 0.
 *
 * <p>Two targets go by the name of banana; the other one is {@link Banana}. Sources: Goodman and
 * Weare, Ensemble samplers with affine invariance, 2010, for two dimensions with a = 1/20, b = 5
 * and mean = 1, the defaults; Pagani, Wiegand and Nadarajah, An n-dimensional Rosenbrock
 * distribution for Markov chain Monte Carlo testing, 2022, where pairs are the even Rosenbrock
 * function. Their chain of more than two coordinates, in which each is the square of the one
 * before, is not here: its coordinates soon leave what float resolves.
 *
 * <p>p is normal with variance v = 1 / (2 a), and q is normal around p^2 with variance 1 / (2 b).
 * Known in closed form: log Z = (d / 4) ln(pi^2 / (a b)), the entropy log Z + d / 2, an exact
 * sampler, the minimum (mean, mean^2), and the moments: E[q] = E[p^2] = mean^2 + v, and the
 * variance of q is 1 / (2 b) + 4 mean^2 v + 2 v^2.
 */
public final class Rosenbrock implements Energy {
  private static final Constant DIMENSION =
      new Constant(
          "dimension",
          "number of coordinates, two for each valley",
          2,
          "an even number from 2 to 1000000",
          d -> d >= 2 && d <= 1_000_000 && d / 2 == Math.rint(d / 2));
  private static final Constant A =
      Constant.between("a", "stiffness along the valley", 0.05, 1e-3, 1e3);
  private static final Constant B =
      Constant.between("b", "stiffness across the valley", 5, 1e-3, 1e3);
  private static final Constant MEAN =
      Constant.between("mean", "mean of the first of a pair", 1, -100, 100);

  private final int dimension;
  private final double a;
  private final double b;
  private final double mean;
  private final Truth truth = new RosenbrockTruth();

  /**
   * A Rosenbrock energy.
   *
   * @param dimension an even number from 2 to 1000000
   * @param a 0.001 to 1000
   * @param b 0.001 to 1000
   * @param mean -100 to 100
   */
  public Rosenbrock(int dimension, double a, double b, double mean) {
    this.dimension = (int) DIMENSION.check(dimension);
    this.a = A.check(a);
    this.b = B.check(b);
    this.mean = MEAN.check(mean);
  }

  @Override
  public String name() {
    return "rosenbrock";
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("dimension", (double) dimension);
    constants.put("a", a);
    constants.put("b", b);
    constants.put("mean", mean);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    Arrays.fill(energy, 0, LANES, 0);
    for (int j = 0; j < dimension; j += 2) {
      int first = j * LANES;
      int second = first + LANES;
      for (int lane = 0; lane < LANES; lane++) {
        double p = x[first + lane];
        double along = p - mean;
        double across = x[second + lane] - p * p;
        energy[lane] += a * along * along + b * across * across;
        gradient[first + lane] = (float) (2 * a * along - 4 * b * p * across);
        gradient[second + lane] = (float) (2 * b * across);
      }
    }
  }

  /** The closed forms. */
  private final class RosenbrockTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(0.25 * dimension * StrictMath.log(Math.PI * Math.PI / (a * b)));
    }

    @Override
    public OptionalDouble entropy() {
      return OptionalDouble.of(logZ().getAsDouble() + 0.5 * dimension);
    }

    @Override
    public Optional<Moments> moments() {
      double v = 1 / (2 * a);
      double[] means = new double[dimension];
      double[] variances = new double[dimension];
      for (int j = 0; j < dimension; j += 2) {
        means[j] = mean;
        means[j + 1] = mean * mean + v;
        variances[j] = v;
        variances[j + 1] = 1 / (2 * b) + 4 * mean * mean * v + 2 * v * v;
      }
      return Optional.of(new Moments(means, variances));
    }

    @Override
    public Optional<ExactSampler> sampler() {
      double along = Math.sqrt(1 / (2 * a));
      double across = Math.sqrt(1 / (2 * b));
      return Optional.of(
          (random, points, first, n) -> {
            Rows.check(points, dimension, first, n);
            random.gaussian(points, first * dimension, n * dimension);
            for (int i = first * dimension; i < (first + n) * dimension; i += 2) {
              points[i] = (float) (mean + along * points[i]);
              double square = (double) points[i] * points[i];
              points[i + 1] = (float) (square + across * points[i + 1]);
            }
          });
    }

    @Override
    public List<double[]> modes() {
      double[] mode = new double[dimension];
      for (int j = 0; j < dimension; j += 2) {
        mode[j] = mean;
        mode[j + 1] = mean * mean;
      }
      return List.of(mode);
    }
  }

  /** Makes Rosenbrock energies by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "rosenbrock";
    }

    @Override
    public String summary() {
      return "Rosenbrock's curved valley over pairs of coordinates; the other banana is banana";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, A, B, MEAN);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new Rosenbrock(
          constants.get("dimension").intValue(),
          constants.get("a"),
          constants.get("b"),
          constants.get("mean"));
    }
  }
}
