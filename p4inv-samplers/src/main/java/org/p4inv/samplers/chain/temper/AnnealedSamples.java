package org.p4inv.samplers.chain.temper;

import org.p4inv.samplers.estimate.Estimate;

/**
 * Weighted points of a target at the end of annealing. The arrays are the record's own.
 *
 * @param points {@code [n x d]}, row-major
 * @param energies u at the points, length n
 * @param logWeights length n, such that the mean weight estimates Z; {@link
 *     org.p4inv.samplers.estimate.ImportanceWeights} turns them into means under the target
 * @param logZ the estimate of log Z with its error bar, beside the exact value where it is known
 * @param path the way that was gone
 * @param resamplings how often particles were resampled
 * @param energyCalls the points at which the target was evaluated
 */
public record AnnealedSamples(
    float[] points,
    double[] energies,
    double[] logWeights,
    Estimate logZ,
    AnnealingPath path,
    int resamplings,
    long energyCalls) {}
