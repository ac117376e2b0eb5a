package org.p4inv.samplers.energy.posterior;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.math.LanePool;

/**
 * Bayesian logistic regression: the chance of label 1 in row i is 1 / (1 + exp(-z_i)), z_i = w .
 * (features of row i) + b; the coordinates are w_1 ... w_p and the intercept b, d = p + 1.
 *
 * <p>u(x) is minus the log-likelihood, the sum over rows of ln(1 + exp(-z_i)) for label 1 and ln(1
 * + exp(z_i)) for label 0. {@link #withPrior} adds |x|^2 / (2 s^2) + d ln(s sqrt(2 pi)), a normal
 * prior of standard deviation s for each coordinate, so that Z is the evidence. {@link
 * #withoutPrior} adds nothing: exp(-u) can be normalised only if no plane separates the labels,
 * which is not checked.
 *
 * <p>Two elementary functions and 2 d multiply-adds for each row of a point. Nothing is known
 * exactly. It is not made by name, as it needs data: see {@link LabelledRows#read}.
 */
public final class LogisticRegression implements Energy {
  private static final Constant DEVIATION =
      Constant.between("prior-deviation", "standard deviation of the prior", 1, 0.001, 1e6);

  private final String name;
  private final Map<String, Double> constants;
  private final double[][] features;
  private final boolean[] labels;
  private final int dimension;
  private final double precision;
  private final double normalisation;
  private final LanePool pool;

  private LogisticRegression(
      String name,
      Map<String, Double> constants,
      LabelledRows data,
      double precision,
      double logDeviation) {
    this.name = name;
    this.constants = constants;
    this.dimension = data.features()[0].length + 1;
    this.features = new double[data.features().length][];
    for (int i = 0; i < features.length; i++) {
      features[i] = Arrays.copyOf(data.features()[i], dimension);
      features[i][dimension - 1] = 1;
    }
    this.labels = data.labels().clone();
    this.precision = precision;
    this.normalisation = dimension * logDeviation;
    this.pool = new LanePool(2 * dimension + 1);
  }

  /**
   * The posterior with a normal prior, called {@code logistic-regression}.
   *
   * @param standardDeviation of the prior of each coordinate, 0.001 to 1e6
   */
  public static LogisticRegression withPrior(LabelledRows data, double standardDeviation) {
    double s = DEVIATION.check(standardDeviation);
    return new LogisticRegression(
        "logistic-regression",
        Map.of(DEVIATION.name(), s),
        data,
        1 / (s * s),
        StrictMath.log(s) + 0.5 * StrictMath.log(2 * Math.PI));
  }

  /** The likelihood alone, called {@code logistic-regression-without-prior}. */
  public static LogisticRegression withoutPrior(LabelledRows data) {
    return new LogisticRegression("logistic-regression-without-prior", Map.of(), data, 0, 0);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    return constants;
  }

  /** Rows of the scratch: coordinates, gradients, z. */
  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double[][] rows = pool.take();
    Arrays.fill(energy, 0, LANES, normalisation);
    for (int j = 0; j < dimension; j++) {
      prior(x, j * LANES, rows[j], rows[dimension + j], energy);
    }
    double[] z = rows[2 * dimension];
    for (int i = 0; i < features.length; i++) {
      Arrays.fill(z, 0);
      for (int j = 0; j < dimension; j++) {
        add(features[i][j], rows[j], z);
      }
      likelihood(labels[i] ? -1 : 1, z, energy);
      for (int j = 0; j < dimension; j++) {
        add(features[i][j], z, rows[dimension + j]);
      }
    }
    for (int j = 0; j < dimension; j++) {
      double[] slope = rows[dimension + j];
      for (int lane = 0; lane < LANES; lane++) {
        gradient[j * LANES + lane] = (float) slope[lane];
      }
    }
    pool.give(rows);
  }

  private void prior(float[] x, int at, double[] row, double[] slope, double[] energy) {
    for (int lane = 0; lane < LANES; lane++) {
      double value = x[at + lane];
      row[lane] = value;
      slope[lane] = precision * value;
      energy[lane] += 0.5 * precision * value * value;
    }
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int lane = 0; lane < LANES; lane++) {
      to[lane] = Math.fma(factor, from[lane], to[lane]);
    }
  }

  /** Adds ln(1 + exp(sign z)) to the energy and replaces z by the derivative. */
  private static void likelihood(int sign, double[] z, double[] energy) {
    for (int lane = 0; lane < LANES; lane++) {
      double t = sign * z[lane];
      double e = StrictMath.exp(-Math.abs(t));
      energy[lane] += Math.max(t, 0) + StrictMath.log1p(e);
      z[lane] = sign * (t > 0 ? 1 : e) / (1 + e);
    }
  }
}
