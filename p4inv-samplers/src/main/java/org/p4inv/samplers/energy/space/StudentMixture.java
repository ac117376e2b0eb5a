package org.p4inv.samplers.energy.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.PointEnergy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.Truth;

/**
 * A mixture of K multivariate Student-t densities of equal weight, scale s and degrees of freedom
 * nu, normalised: u(x) = -ln (C / K) sum over k of (1 + |x - m_k|^2 / (nu s^2))^(-(nu + d) / 2),
 * with C = Gamma((nu + d) / 2) / (Gamma(nu / 2) (nu pi)^(d / 2) s^d).
 *
 * <p>Tails fall like a power of the distance: heavier than those of any Gaussian. The means m_k are
 * uniform in the cube from -separation to separation, drawn by the seed. Each component is
 * isotropic, not a product of t densities along the axes. Source of the density: Kotz and
 * Nadarajah, Multivariate t distributions and their applications, 2004.
 *
 * <p>The sum is kept relative to its greatest term, as are the gradients, so that nothing
 * overflows. A logarithm, an exponential and 2 d multiply-adds for each component of a point.
 *
 * <p>Known exactly: log Z = 0, an exact sampler, and from nu = 2 on the moments: the variance of a
 * component is s^2 nu / (nu - 2), infinite for nu = 2.
 */
public final class StudentMixture implements Energy {
  private static final Constant DIMENSION =
      Constant.whole("dimension", "number of coordinates", 10, 1, 10_000);
  private static final Constant COMPONENTS =
      Constant.whole("components", "number of components", 10, 1, 1000);
  private static final Constant SEPARATION =
      Constant.between("separation", "half the side of the cube of the means", 10, 0, 1000);
  private static final Constant SCALE =
      Constant.between("scale", "scale of every component", 1, 0.001, 1000);
  private static final Constant FREEDOM =
      Constant.whole("degrees-of-freedom", "the power of the tails", 2, 1, 1000);
  private static final Constant SEED =
      Constant.whole("seed", "draws the means", 1, 0, 1_000_000_000);

  private final PointwiseEnergy energy;

  /**
   * A mixture.
   *
   * @param dimension 1 to 10000
   * @param components 1 to 1000
   * @param separation half the side of the cube of the means, 0 to 1000
   * @param scale 0.001 to 1000
   * @param degreesOfFreedom 1 to 1000
   * @param seed draws the means, 0 to 1000000000
   */
  public StudentMixture(
      int dimension,
      int components,
      double separation,
      double scale,
      int degreesOfFreedom,
      int seed) {
    Map<String, Double> constants = new LinkedHashMap<>();
    put(constants, DIMENSION, dimension);
    put(constants, COMPONENTS, components);
    put(constants, SEPARATION, separation);
    put(constants, SCALE, scale);
    put(constants, FREEDOM, degreesOfFreedom);
    put(constants, SEED, seed);
    double[][] means = RandomMeans.inCube(components, dimension, separation, seed);
    Truth truth = new StudentMixtureTruth(means, scale, degreesOfFreedom);
    PointEnergy point = new Point(means, scale, degreesOfFreedom);
    this.energy =
        new PointwiseEnergy(
            "student-mixture", dimension, Collections.unmodifiableMap(constants), truth, point);
  }

  private static void put(Map<String, Double> constants, Constant constant, double value) {
    constants.put(constant.name(), constant.check(value));
  }

  @Override
  public String name() {
    return energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public Map<String, Double> constants() {
    return energy.constants();
  }

  @Override
  public Truth truth() {
    return energy.truth();
  }

  @Override
  public void evaluate(float[] x, double[] energies, float[] gradient) {
    energy.evaluate(x, energies, gradient);
  }

  /** ln Gamma(n / 2), from Gamma(1/2) = sqrt(pi), Gamma(1) = 1 and Gamma(y + 1) = y Gamma(y). */
  static double logGammaOfHalf(int n) {
    double sum = n % 2 == 0 ? 0 : 0.5 * StrictMath.log(Math.PI);
    for (int m = n % 2 == 0 ? 2 : 1; m < n; m += 2) {
      sum += StrictMath.log(0.5 * m);
    }
    return sum;
  }

  /** The energy of one point. */
  private static final class Point implements PointEnergy {
    private final double[][] means;
    private final double spread;
    private final double power;
    private final double constant;

    Point(double[][] means, double scale, int freedom) {
      int d = means[0].length;
      this.means = means;
      this.spread = freedom * scale * scale;
      this.power = 0.5 * (freedom + d);
      this.constant =
          StrictMath.log(means.length)
              + logGammaOfHalf(freedom)
              - logGammaOfHalf(freedom + d)
              + 0.5 * d * StrictMath.log(Math.PI * spread);
    }

    @Override
    public double energy(double[] x, double[] gradient) {
      double greatest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (double[] mean : means) {
        double square = 0;
        for (int j = 0; j < x.length; j++) {
          square = Math.fma(x[j] - mean[j], x[j] - mean[j], square);
        }
        double term = -power * StrictMath.log1p(square / spread);
        double share = 1;
        if (term > greatest) {
          double kept = StrictMath.exp(greatest - term);
          greatest = term;
          sum *= kept;
          for (int j = 0; j < x.length; j++) {
            gradient[j] *= kept;
          }
        } else {
          share = StrictMath.exp(term - greatest);
        }
        sum += share;
        double factor = share * 2 * power / (spread + square);
        for (int j = 0; j < x.length; j++) {
          gradient[j] = Math.fma(factor, x[j] - mean[j], gradient[j]);
        }
      }
      for (int j = 0; j < x.length; j++) {
        gradient[j] /= sum;
      }
      return constant - greatest - StrictMath.log(sum);
    }
  }

  /** Makes mixtures by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "student-mixture";
    }

    @Override
    public String summary() {
      return "a mixture of Student-t densities, heavy tails around random means";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, COMPONENTS, SEPARATION, SCALE, FREEDOM, SEED);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new StudentMixture(
          constants.get("dimension").intValue(),
          constants.get("components").intValue(),
          constants.get("separation"),
          constants.get("scale"),
          constants.get("degrees-of-freedom").intValue(),
          constants.get("seed").intValue());
    }
  }
}
