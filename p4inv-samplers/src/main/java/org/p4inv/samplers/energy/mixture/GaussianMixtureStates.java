package org.p4inv.samplers.energy.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.mixture.GaussianMixture.Components;
import org.p4inv.samplers.math.Lazy;

/**
 * The states of a mixture: a point is in the state of the component with the least |x - m_k| / s_k,
 * the first of equals.
 *
 * <p>Their probabilities. A point of component k can only be taken for one of component j when |x -
 * m_k| / s_k is at least t = |m_j - m_k| / (s_j + s_k), by the triangle inequality, which has a
 * probability of at most exp(-(t - sqrt(d))^2 / 2) (concentration of the norm of a normal vector;
 * Boucheron, Lugosi and Massart, Concentration inequalities, 2013, theorem 5.6), or exp(-t^2 / 2) /
 * 2 where s_j = s_k. Where these, times w_k, add up to less than 1e-12 of the least weight, P_k =
 * w_k. Otherwise they are known where all s are the same and d is 1 or 2, by {@link
 * GaussianMixtureCells}.
 */
final class GaussianMixtureStates implements States {
  private static final double APART = 1e-12;

  private final Components c;
  private final List<String> names;
  private final boolean same;
  private final Lazy<double[]> logProbabilities = new Lazy<>(this::compute);

  GaussianMixtureStates(Components c) {
    this.c = c;
    List<String> names = new ArrayList<>();
    boolean same = true;
    for (int k = 0; k < c.count; k++) {
      names.add("component-" + k);
      same &= c.deviations[k] == c.deviations[0];
    }
    this.names = List.copyOf(names);
    this.same = same;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public int stateOf(float[] points, int offset, int stride) {
    int nearest = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < c.count; k++) {
      double square = 0;
      for (int j = 0; j < c.d; j++) {
        double away = points[offset + j * stride] - c.means[k * c.d + j];
        square = Math.fma(away, away, square);
      }
      square /= c.deviations[k] * c.deviations[k];
      if (square < least) {
        least = square;
        nearest = k;
      }
    }
    return nearest;
  }

  @Override
  public OptionalDouble logProbability(int state) {
    Objects.checkIndex(state, c.count);
    double[] known = logProbabilities.get();
    return known.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(known[state]);
  }

  /** Empty where they are not known. */
  private double[] compute() {
    double[] logs = new double[c.count];
    if (apart()) {
      for (int k = 0; k < c.count; k++) {
        logs[k] = StrictMath.log(c.weights[k]);
      }
      return logs;
    }
    if (!same || c.d > 2) {
      return new double[0];
    }
    for (int k = 0; k < c.count; k++) {
      logs[k] = StrictMath.log(GaussianMixtureCells.probability(c, k));
    }
    return logs;
  }

  private boolean apart() {
    double sum = 0;
    double least = 1;
    for (int k = 0; k < c.count; k++) {
      least = Math.min(least, c.weights[k]);
      for (int other = 0; other < c.count; other++) {
        if (other != k) {
          double t = c.distance(k, other) / (c.deviations[k] + c.deviations[other]);
          double far = same ? t : Math.max(0, t - Math.sqrt(c.d));
          sum += c.weights[k] * StrictMath.exp(-0.5 * far * far);
        }
      }
    }
    return sum <= APART * least;
  }
}
