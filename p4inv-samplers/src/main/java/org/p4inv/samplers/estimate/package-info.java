/**
 * Estimates from weighted samples, each with its error bar: effective sample sizes, log Z,
 * observables and free energy differences.
 *
 * <p>Two kinds of samples, both with the log-weight log w = -u(x) - log q(x) of an unnormalised
 * target density exp(-u) and a normalised proposal density q: points of the proposal ({@link
 * org.p4inv.samplers.estimate.ImportanceWeights}) and points of the target ({@link
 * org.p4inv.samplers.estimate.ForwardWeights}). Samples are taken to be independent; correlated
 * ones, such as those of a Markov chain, have larger errors than the error bars here say.
 *
 * <p>Logarithms are natural, free energies in kT. Sums are in double precision and in the order of
 * the samples.
 */
package org.p4inv.samplers.estimate;
