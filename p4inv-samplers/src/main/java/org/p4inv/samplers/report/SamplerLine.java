package org.p4inv.samplers.report;

/**
 * One sampler.
 *
 * @param name {@code flow}, {@code flow reweighted}, {@code hmc} or {@code replica exchange}
 * @param points it gave
 * @param energyCalls that its points cost; of a flow without those of its training, which a report
 *     does not know
 * @param scores of its points
 */
public record SamplerLine(String name, int points, long energyCalls, SampleScores scores) {}
