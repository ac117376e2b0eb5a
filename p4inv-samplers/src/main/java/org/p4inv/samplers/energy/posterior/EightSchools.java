package org.p4inv.samplers.energy.posterior;

import java.util.Map;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.PointwiseEnergy;

/**
 * Eight schools: effects theta_i of coaching in eight schools, measured as y_i with known standard
 * errors sigma_i, in d = 10.
 *
 * <p>y_i is normal around theta_i, theta_i normal around mu with standard deviation tau, mu normal
 * around 0 with standard deviation 5, and tau half-Cauchy with scale 5. Coordinates 0 to 7 are the
 * schools, 8 is mu, 9 is l = ln tau, with the factor tau of this change of variable in the density.
 * Two parametrisations under two names: in {@link #nonCentred}, {@code eight-schools}, coordinate i
 * is eta_i = (theta_i - mu) / tau; in {@link #centred}, {@code eight-schools-centred}, it is
 * theta_i, and there is a funnel towards small tau, where exp(-u) has no bound. Data: Rubin,
 * Estimation in parallel randomized experiments, 1981, table 1; priors: the model eight_schools of
 * posteriordb.
 *
 * <p>All densities are normalised, so Z is the evidence, the same for both. What is known exactly
 * is told by {@link EightSchoolsTruth}.
 */
public final class EightSchools {
  static final int SCHOOLS = 8;
  static final int DIMENSION = SCHOOLS + 2;
  static final double PRIOR = 5;
  private static final double[] Y = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] SIGMA = {15, 10, 16, 11, 9, 11, 10, 18};
  private static final int MU = SCHOOLS;
  private static final int LOG_TAU = SCHOOLS + 1;

  private EightSchools() {}

  /** The schools as eta_i = (theta_i - mu) / tau. */
  public static Energy nonCentred() {
    return new PointwiseEnergy(
        "eight-schools",
        DIMENSION,
        Map.of(),
        new EightSchoolsTruth(false),
        EightSchools::nonCentred);
  }

  /** The schools as theta_i. */
  public static Energy centred() {
    return new PointwiseEnergy(
        "eight-schools-centred",
        DIMENSION,
        Map.of(),
        new EightSchoolsTruth(true),
        EightSchools::centred);
  }

  static double y(int school) {
    return Y[school];
  }

  static double sigma(int school) {
    return SIGMA[school];
  }

  private static double nonCentred(double[] x, double[] gradient) {
    double tau = StrictMath.exp(x[LOG_TAU]);
    double u = hyper(x, gradient);
    for (int i = 0; i < SCHOOLS; i++) {
      double effect = product(x[i], tau);
      double residual = (x[MU] + effect - Y[i]) / SIGMA[i];
      u += 0.5 * (x[i] * x[i] + residual * residual) + constant(i);
      double slope = residual / SIGMA[i];
      gradient[i] = x[i] + product(slope, tau);
      gradient[MU] += slope;
      gradient[LOG_TAU] += product(slope, effect);
    }
    return settled(u, gradient);
  }

  private static double centred(double[] x, double[] gradient) {
    double precision = StrictMath.exp(-2 * x[LOG_TAU]);
    double u = hyper(x, gradient) + SCHOOLS * x[LOG_TAU];
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < SCHOOLS; i++) {
      double away = x[i] - x[MU];
      double residual = (x[i] - Y[i]) / SIGMA[i];
      u += 0.5 * residual * residual + constant(i);
      gradient[i] = residual / SIGMA[i] + product(away, precision);
      squares += away * away;
      sum += away;
    }
    double scaled = product(squares, precision);
    gradient[MU] -= product(sum, precision);
    gradient[LOG_TAU] += SCHOOLS - scaled;
    return settled(u + 0.5 * scaled, gradient);
  }

  /** The part of mu and l, with its gradient. */
  private static double hyper(double[] x, double[] gradient) {
    double mu = x[MU];
    gradient[MU] = mu / (PRIOR * PRIOR);
    double twice = 2 * (x[LOG_TAU] - StrictMath.log(PRIOR));
    double e = StrictMath.exp(-Math.abs(twice));
    gradient[LOG_TAU] = 2 * (twice > 0 ? 1 : e) / (1 + e) - 1;
    return 0.5 * mu * mu / (PRIOR * PRIOR)
        + StrictMath.log(PRIOR)
        + 0.5 * StrictMath.log(2 * Math.PI)
        + logTauPrior(x[LOG_TAU]);
  }

  /** -ln of the density of l: 2 tau / (5 pi (1 + tau^2 / 25)), without overflow. */
  static double logTauPrior(double logTau) {
    double twice = 2 * (logTau - StrictMath.log(PRIOR));
    double soft = Math.max(twice, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(twice)));
    return soft - logTau - StrictMath.log(2 / (PRIOR * Math.PI));
  }

  /** The normalisations of theta_i and y_i. */
  private static double constant(int school) {
    return StrictMath.log(SIGMA[school]) + StrictMath.log(2 * Math.PI);
  }

  /** 0 where the value is 0, however great the factor. */
  private static double product(double value, double factor) {
    return value == 0 ? 0 : value * factor;
  }

  /** Where u is +infinity the parts of the gradient need not have a sum; they are 0 then. */
  private static double settled(double u, double[] gradient) {
    if (u == Double.POSITIVE_INFINITY) {
      for (int j = 0; j < DIMENSION; j++) {
        gradient[j] = 0;
      }
    }
    return u;
  }

  /** Makes the non-centred form by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "eight-schools";
    }

    @Override
    public String summary() {
      return "the posterior of eight schools, schools relative to mean and spread";
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return nonCentred();
    }
  }

  /** Makes the centred form by name. */
  public static final class CentredProvider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CentredProvider() {}

    @Override
    public String name() {
      return "eight-schools-centred";
    }

    @Override
    public String summary() {
      return "the posterior of eight schools, schools as they are: a funnel";
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return centred();
    }
  }
}
