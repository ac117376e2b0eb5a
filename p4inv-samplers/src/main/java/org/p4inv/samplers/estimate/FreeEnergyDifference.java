package org.p4inv.samplers.estimate;

/**
 * The free energy difference of two states from weighted samples, ln(P_plus / P_minus) in kT, with
 * the samples it rests on.
 *
 * @param logRatio the estimate of ln(P_plus / P_minus). Where one state has no sample with a weight
 *     it is infinite, where both have none NaN, with error NaN: {@link Estimate#determined} says so
 * @param plusSamples samples with a weight above zero in the plus state
 * @param minusSamples samples with a weight above zero in the minus state
 */
public record FreeEnergyDifference(Estimate logRatio, int plusSamples, int minusSamples) {

  /**
   * ln(S_plus / S_minus), S being the sums of weights in each state.
   *
   * <p>Sample i moves the result by phi_i = w_i / S_plus in the plus state, -w_i / S_minus in the
   * minus state and 0 elsewhere (the influence function; their sum is 0), so the standard error is
   * sqrt(n / (n - 1) sum phi_i^2). For samples of the target itself that is sqrt(1 / n_plus + 1 /
   * n_minus). It is an error bar of the samples that are there: where a state has few, it is itself
   * uncertain.
   *
   * @param weights of n samples
   * @param states the state of each sample, length n; samples in other states do not matter
   * @throws IllegalArgumentException if the lengths differ or the two states are the same
   */
  public static FreeEnergyDifference of(
      ImportanceWeights weights, int[] states, int plus, int minus) {
    int n = weights.count();
    if (states.length != n) {
      throw new IllegalArgumentException(
          "`states` must have length n = " + n + ", got " + states.length);
    }
    if (plus == minus) {
      throw new IllegalArgumentException("`plus` and `minus` must be two states, both are " + plus);
    }
    Side up = Side.of(weights, states, plus);
    Side down = Side.of(weights, states, minus);
    double error = Math.sqrt((up.spread() + down.spread()) * n / (n - 1));
    Estimate logRatio = new Estimate(up.log() - down.log(), error);
    return new FreeEnergyDifference(logRatio, up.samples, down.samples);
  }

  /** The sums over the samples of one state, of weights divided by e^shift. */
  private record Side(int samples, double shift, double sum, double squares) {

    static Side of(ImportanceWeights weights, int[] states, int state) {
      double shift = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < states.length; i++) {
        if (states[i] == state) {
          shift = Math.max(shift, weights.logWeight(i));
        }
      }
      int samples = 0;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < states.length; i++) {
        if (states[i] == state && weights.logWeight(i) > Double.NEGATIVE_INFINITY) {
          double w = StrictMath.exp(weights.logWeight(i) - shift);
          samples++;
          sum += w;
          squares += w * w;
        }
      }
      return new Side(samples, shift, sum, squares);
    }

    /** -infinity without samples. */
    double log() {
      return shift + StrictMath.log(sum);
    }

    /** The part of this side in the variance, NaN without samples. */
    double spread() {
      return squares / (sum * sum);
    }
  }
}
