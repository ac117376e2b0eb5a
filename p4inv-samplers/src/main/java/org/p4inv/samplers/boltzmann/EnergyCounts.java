package org.p4inv.samplers.boltzmann;

/**
 * What became of the points at which a training looked at its energy.
 *
 * @param points that were evaluated
 * @param nonFinite points whose loss or gradient was not finite: energies of +infinity, and numbers
 *     that broke on their way
 * @param tooLarge points left out because their energy was finite but above the bound
 */
public record EnergyCounts(long points, long nonFinite, long tooLarge) {}
