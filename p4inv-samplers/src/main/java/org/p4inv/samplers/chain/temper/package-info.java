/**
 * Samplers that go through a sequence of densities, around any Markov kernel: replica exchange,
 * annealed importance sampling and sequential Monte Carlo.
 */
package org.p4inv.samplers.chain.temper;
