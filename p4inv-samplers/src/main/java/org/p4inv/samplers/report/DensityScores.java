package org.p4inv.samplers.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.estimate.Estimate;
import org.p4inv.samplers.estimate.ForwardWeights;
import org.p4inv.samplers.estimate.ImportanceWeights;

/**
 * The numbers that need the density of the flow, with log w = -u - ln q. Those seen from the
 * witness are not determined where there is none; their error bars take its points as independent.
 *
 * @param reverseEss of the flow's samples, as a fraction
 * @param forwardEss seen from the witness, as a fraction
 * @param reverseLogZ ln E_q[w]
 * @param forwardLogZ -ln E_p[1/w]
 * @param elbo E_q[ln w], at most ln Z; below it by the divergence KL(q, p)
 * @param eubo E_p[ln w], at least ln Z; above it by KL(p, q)
 * @param elboGap ln Z - ELBO where ln Z is known exactly
 * @param euboGap EUBO - ln Z where ln Z is known exactly
 * @param nll -E_p[ln q], beside the entropy
 * @param paretoK shape of the tail of the weights, see {@link
 *     org.p4inv.samplers.estimate.ParetoSmoothedWeights#k}
 * @param unseen the share of the witness's points at which the flow has less than a hundredth of
 *     the density of the target
 */
public record DensityScores(
    Score reverseEss,
    Score forwardEss,
    Score reverseLogZ,
    Score forwardLogZ,
    Score elbo,
    Score eubo,
    Score elboGap,
    Score euboGap,
    Score nll,
    Score paretoK,
    Score unseen) {
  private static final double HUNDRED = StrictMath.log(100);

  /** From the flow's samples, and from the witness's points with their weights. */
  static DensityScores of(
      Truth truth,
      double[] reverse,
      double paretoK,
      Optional<double[]> forward,
      Optional<Points> witness,
      double[] exactMeanEnergies) {
    ImportanceWeights weights = ImportanceWeights.of(reverse);
    Estimate none = Score.bare(Double.NaN);
    Optional<ForwardWeights> seen = forward.map(ForwardWeights::of);
    OptionalDouble logZ = truth.logZ();
    double floor = exactMeanEnergies.length > 0 ? 1 : Double.NaN;
    double exactLogZ = floor * logZ.orElse(Double.NaN);
    Estimate forwardLogZ = seen.map(ForwardWeights::logZ).orElse(none);
    Estimate elbo = Average.of(reverse);
    Estimate eubo = forward.map(Average::of).orElse(none);
    Estimate nll = none;
    Estimate unseen = none;
    if (forward.isPresent()) {
      nll = nll(forward.get(), witness.orElseThrow().energies());
      unseen = unseen(forward.get(), logZ.orElse(forwardLogZ.value()));
    }
    double[] nlls = exactMeanEnergies.clone();
    for (int i = 0; i < nlls.length; i++) {
      nlls[i] += logZ.orElse(Double.NaN);
    }
    return new DensityScores(
        Score.beside(Score.bare(weights.reverseEss()), floor),
        Score.beside(Score.bare(seen.map(ForwardWeights::forwardEss).orElse(Double.NaN)), floor),
        Score.beside(weights.logZ().withExact(logZ), exactLogZ),
        Score.beside(forwardLogZ.withExact(logZ), exactLogZ),
        Score.beside(elbo.withExact(logZ), exactLogZ),
        Score.beside(eubo.withExact(logZ), exactLogZ),
        Score.beside(gap(elbo, logZ, -1), floor - 1),
        Score.beside(gap(eubo, logZ, 1), floor - 1),
        new Score(nll.withExact(truth.entropy()), Average.mean(nlls), Average.deviation(nlls)),
        Score.alone(Score.bare(paretoK)),
        Score.beside(unseen, floor - 1));
  }

  private static Estimate gap(Estimate bound, OptionalDouble logZ, double sign) {
    double gap = sign * (bound.value() - logZ.orElse(Double.NaN));
    return new Estimate(gap, bound.error());
  }

  /** -ln q = ln w + u. */
  private static Estimate nll(double[] logWeights, double[] energies) {
    double[] nll = new double[logWeights.length];
    for (int i = 0; i < nll.length; i++) {
      nll[i] = logWeights[i] + energies[i];
    }
    return Average.of(nll);
  }

  /** A weight that is broken counts as unseen. */
  private static Estimate unseen(double[] logWeights, double logZ) {
    double[] unseen = new double[logWeights.length];
    for (int i = 0; i < unseen.length; i++) {
      unseen[i] = logWeights[i] - logZ <= HUNDRED ? 0 : 1;
    }
    return Average.of(unseen);
  }
}
