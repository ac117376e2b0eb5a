package org.p4inv.samplers.energy.posterior;

import static org.p4inv.samplers.energy.posterior.EightSchools.DIMENSION;
import static org.p4inv.samplers.energy.posterior.EightSchools.SCHOOLS;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.exact.CellEnvelope;
import org.p4inv.samplers.energy.exact.Rows;
import org.p4inv.samplers.energy.posterior.EightSchoolsTruth.Given;

/**
 * Exact samples of eight schools: l by rejection under a piecewise constant envelope, then mu, then
 * the schools, from their conditional normal distributions.
 *
 * <p>A bound of f on a cell of width h: with C the covariance of y given tau, f is (ln det C + y^T
 * C^-1 y) / 2 - ln p(l) + constant, and dC/dl = 2 tau^2 I is at most 2 C. So the derivative of the
 * first term is between 0 and 8; that of the second between -y^T C^-1 y and 0, and so above -(sum
 * of y_i^2 / sigma_i^2); that of the third between -1 and 1. The slope of f is nowhere steeper than
 * the sum S of these, and f not below the lower end of a cell minus S h / 2.
 */
final class EightSchoolsSampler implements ExactSampler {
  private static final int CELLS = 1 << 14;
  private static final double WIDTH = (EightSchoolsTruth.TO - EightSchoolsTruth.FROM) / CELLS;

  private final boolean centred;
  private final CellEnvelope envelope;

  EightSchoolsSampler(boolean centred) {
    this.centred = centred;
    double steepest = SCHOOLS + 1;
    for (int i = 0; i < SCHOOLS; i++) {
      double scaled = EightSchools.y(i) / EightSchools.sigma(i);
      steepest += scaled * scaled;
    }
    Given given = new Given(centred);
    double[] bounds = new double[CELLS];
    double below = given.at(EightSchoolsTruth.FROM);
    for (int cell = 0; cell < CELLS; cell++) {
      double above = given.at(EightSchoolsTruth.FROM + (cell + 1) * WIDTH);
      bounds[cell] = Math.min(below, above) - 0.5 * steepest * WIDTH;
      below = above;
    }
    this.envelope = new CellEnvelope(bounds);
  }

  @Override
  public void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, DIMENSION, first, n);
    random.gaussian(points, first * DIMENSION, n * DIMENSION);
    Given given = new Given(centred);
    for (int i = first; i < first + n; i++) {
      int at = i * DIMENSION;
      double l = draw(random, given);
      double mu = given.centre + points[at + SCHOOLS] / Math.sqrt(given.precision);
      for (int s = 0; s < SCHOOLS; s++) {
        double width = Math.sqrt(given.spread(s));
        points[at + s] = (float) (given.mean(s, mu) + width * points[at + s]);
      }
      points[at + SCHOOLS] = (float) mu;
      points[at + SCHOOLS + 1] = (float) l;
    }
  }

  private double draw(RandomStream random, Given given) {
    while (true) {
      int place = envelope.draw(random);
      double l = EightSchoolsTruth.FROM + (envelope.cell(place) + random.nextDouble()) * WIDTH;
      if (envelope.accept(random, place, given.at(l))) {
        return l;
      }
    }
  }
}
