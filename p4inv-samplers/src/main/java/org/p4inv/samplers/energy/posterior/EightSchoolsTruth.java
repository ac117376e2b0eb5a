package org.p4inv.samplers.energy.posterior;

import static org.p4inv.samplers.energy.posterior.EightSchools.DIMENSION;
import static org.p4inv.samplers.energy.posterior.EightSchools.PRIOR;
import static org.p4inv.samplers.energy.posterior.EightSchools.SCHOOLS;

import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.math.Lazy;

/**
 * What is known of eight schools: given l = ln tau everything is Gaussian, and what is left is one
 * dimension.
 *
 * <p>Given tau, y_i is normal around mu with variance V_i = sigma_i^2 + tau^2. With the prior of
 * mu, mu given y is normal with precision P = 1/25 + sum of 1 / V_i and mean m = (sum of y_i / V_i)
 * / P, and -ln p(y, l) is f(l) = (8 ln(2 pi) + sum of ln V_i + ln(25 P) + sum of y_i^2 / V_i - P
 * m^2) / 2 - ln p(l). Given mu too, theta_i is normal with mean (sigma_i^2 mu + tau^2 y_i) / V_i
 * and variance sigma_i^2 tau^2 / V_i, and eta_i with mean tau (y_i - mu) / V_i and variance
 * sigma_i^2 / V_i. A school is therefore linear in mu with slope k_i: k_i = sigma_i^2 / V_i, or
 * -tau / V_i.
 *
 * <p>log Z is a {@link Quadrature} over l. Moments are means over l of conditional moments, and the
 * entropy is that of l plus the mean of the conditional ones; these by the trapezoidal rule on 4096
 * steps, far beyond what it needs: f is analytic within |Im l| below pi / 2. The interval is where
 * exp(-f), which falls like e^l below and like e^(-9 l) above, is above 1e-15 of its maximum.
 */
final class EightSchoolsTruth implements Truth {
  static final double FROM = -45;
  static final double TO = 12;
  private static final int STEPS = 4096;
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private final boolean centred;
  private final Lazy<Double> logZ = new Lazy<>(this::computeLogZ);
  private final Lazy<Summary> summary = new Lazy<>(this::computeSummary);
  private final Lazy<ExactSampler> sampler = new Lazy<>(this::makeSampler);

  EightSchoolsTruth(boolean centred) {
    this.centred = centred;
  }

  @Override
  public OptionalDouble logZ() {
    return OptionalDouble.of(logZ.get());
  }

  @Override
  public OptionalDouble entropy() {
    return OptionalDouble.of(summary.get().entropy);
  }

  @Override
  public Optional<Moments> moments() {
    Summary known = summary.get();
    return Optional.of(new Moments(known.mean.clone(), known.variance.clone()));
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return Optional.of(sampler.get());
  }

  private double computeLogZ() {
    Given given = new Given(centred);
    return Quadrature.logIntegral(given::at, FROM, TO);
  }

  private ExactSampler makeSampler() {
    return new EightSchoolsSampler(centred);
  }

  private Summary computeSummary() {
    Given given = new Given(centred);
    double z = logZ.get();
    double step = (TO - FROM) / STEPS;
    double[] first = new double[DIMENSION];
    double[] second = new double[DIMENSION];
    double entropy = z;
    for (int i = 0; i <= STEPS; i++) {
      double f = given.at(FROM + i * step);
      double weight = step * StrictMath.exp(-f - z);
      double conditional = DIMENSION - 1;
      for (int j = 0; j < DIMENSION; j++) {
        double mean = given.mean(j);
        first[j] += weight * mean;
        second[j] += weight * (given.variance(j) + mean * mean);
      }
      double logs = -StrictMath.log(given.precision);
      for (int s = 0; s < SCHOOLS; s++) {
        logs += StrictMath.log(given.spread(s));
      }
      entropy += weight * (f + 0.5 * (conditional * (1 + LOG_TWO_PI) + logs));
    }
    for (int j = 0; j < DIMENSION; j++) {
      second[j] -= first[j] * first[j];
    }
    return new Summary(first, second, entropy);
  }

  private record Summary(double[] mean, double[] variance, double entropy) {}

  /** The Gaussian that is left when l is given. For one thread. */
  static final class Given {
    private final boolean centred;
    private final double[] inverse = new double[SCHOOLS];
    private double logTau;
    private double tau;
    double precision;
    double centre;

    Given(boolean centred) {
      this.centred = centred;
    }

    /** Sets l and returns f(l). */
    double at(double l) {
      logTau = l;
      tau = StrictMath.exp(l);
      precision = 1 / (PRIOR * PRIOR);
      double weighted = 0;
      double squares = 0;
      double logs = SCHOOLS * LOG_TWO_PI;
      for (int i = 0; i < SCHOOLS; i++) {
        double v = EightSchools.sigma(i) * EightSchools.sigma(i) + tau * tau;
        double y = EightSchools.y(i);
        inverse[i] = 1 / v;
        precision += inverse[i];
        weighted += y * inverse[i];
        squares += y * y * inverse[i];
        logs += StrictMath.log(v);
      }
      centre = weighted / precision;
      logs += StrictMath.log(PRIOR * PRIOR * precision);
      return 0.5 * (logs + squares - weighted * centre) + EightSchools.logTauPrior(l);
    }

    /** The mean of a school given mu. */
    double mean(int school, double mu) {
      double y = EightSchools.y(school);
      return centred
          ? (square(school) * mu + tau * tau * y) * inverse[school]
          : tau * (y - mu) * inverse[school];
    }

    /** The variance of a school given mu. */
    double spread(int school) {
      return square(school) * inverse[school] * (centred ? tau * tau : 1);
    }

    double mean(int coordinate) {
      if (coordinate < SCHOOLS) {
        return mean(coordinate, centre);
      }
      return coordinate == SCHOOLS ? centre : logTau;
    }

    double variance(int coordinate) {
      if (coordinate > SCHOOLS) {
        return 0;
      }
      if (coordinate == SCHOOLS) {
        return 1 / precision;
      }
      double slope = (centred ? square(coordinate) : -tau) * inverse[coordinate];
      return spread(coordinate) + slope * slope / precision;
    }

    private static double square(int school) {
      return EightSchools.sigma(school) * EightSchools.sigma(school);
    }
  }
}
