package org.p4inv.samplers.estimate;

import java.util.Arrays;
import org.p4inv.core.linalg.Lu;

/**
 * The free energies of {@link Mbar}: the minimum over f of the convex
 *
 * <pre>A(f) = sum over n of ln(sum over k of N_k e^(f_k - u_k(x_n))) - sum over k of N_k f_k.</pre>
 *
 * <p>Its gradient is N_k (sum over n of W_nk - 1), its Hessian H = diag(N_k sum over n of W_nk) - D
 * W^T W D. Some self-consistent steps (f_i from the mixture that f gives) come near the minimum
 * from anywhere; Newton steps on the sampled densities but the first (f is determined up to a
 * constant) then double the digits at every step. A Newton step that does not lower the gradient is
 * taken back for a self-consistent one. It ends when the gradient is as small as rounding leaves
 * it; where densities hardly overlap it may end before, and the error bars are then large or not
 * determined.
 */
final class MbarSolver {
  private static final int FIRST_STEPS = 5;
  private static final int MOST_STEPS = 500;
  private static final double ENOUGH = 1e-13;

  private final MbarSamples samples;
  private final int states;
  private final int[] counts;

  MbarSolver(MbarSamples samples) {
    this.samples = samples;
    this.states = samples.states;
    this.counts = samples.counts;
  }

  double[] solve() {
    double[] free = new double[states];
    for (int step = 0; step < FIRST_STEPS; step++) {
      free = consistent(free);
    }
    double[] weights = weights(free);
    double worst = worst(weights);
    for (int step = 0; step < MOST_STEPS && worst > ENOUGH; step++) {
      double[] next = newton(free, weights);
      double[] nextWeights = weights(next);
      double nextWorst = worst(nextWeights);
      if (!(nextWorst < worst)) {
        if (worst < Math.sqrt(ENOUGH)) {
          break;
        }
        next = consistent(free);
        nextWeights = weights(next);
        nextWorst = worst(nextWeights);
      }
      free = next;
      weights = nextWeights;
      worst = nextWorst;
    }
    return consistent(free);
  }

  /** One self-consistent step, which also gives the densities without samples their f. */
  private double[] consistent(double[] free) {
    double[] next = samples.free(samples.logMixture(free));
    double first = next[firstSampled()];
    for (int k = 0; k < states; k++) {
      next[k] -= first;
    }
    return next;
  }

  private int firstSampled() {
    int first = 0;
    while (first < states - 1 && counts[first] == 0) {
      first++;
    }
    return first;
  }

  private double[] weights(double[] free) {
    return samples.weights(free, samples.logMixture(free));
  }

  /** The greatest |sum over n of W_nk - 1| of the sampled densities. */
  private double worst(double[] weights) {
    double worst = 0;
    for (int k = 0; k < states; k++) {
      if (counts[k] > 0) {
        worst = Math.max(worst, Math.abs(sum(weights, k) - 1));
      }
    }
    return worst;
  }

  private double sum(double[] weights, int k) {
    double sum = 0;
    for (int n = 0; n < samples.count(); n++) {
      sum += weights[n * states + k];
    }
    return sum;
  }

  /** f - H^-1 gradient, over the sampled densities but the first of them. */
  private double[] newton(double[] free, double[] weights) {
    int[] moved = moved();
    int m = moved.length;
    if (m == 0) {
      return free;
    }
    double[] hessian = new double[m * m];
    double[] step = new double[m];
    for (int a = 0; a < m; a++) {
      double sum = sum(weights, moved[a]);
      step[a] = counts[moved[a]] * (sum - 1);
      hessian[a * m + a] = counts[moved[a]] * sum;
    }
    for (int n = 0; n < samples.count(); n++) {
      for (int a = 0; a < m; a++) {
        double left = counts[moved[a]] * weights[n * states + moved[a]];
        for (int b = 0; b < m; b++) {
          hessian[a * m + b] -= left * counts[moved[b]] * weights[n * states + moved[b]];
        }
      }
    }
    Lu lu = new Lu(m).decompose(hessian, 0);
    double[] next = free.clone();
    if (lu.sign() != 0) {
      lu.solve(step, 1);
      for (int a = 0; a < m; a++) {
        next[moved[a]] -= step[a];
      }
    }
    return next;
  }

  /** The densities that a Newton step moves. */
  private int[] moved() {
    int[] moved = new int[states];
    int count = 0;
    for (int k = firstSampled() + 1; k < states; k++) {
      if (counts[k] > 0) {
        moved[count++] = k;
      }
    }
    return Arrays.copyOf(moved, count);
  }
}
