/**
 * Markov chains: kernels that leave exp(-u(x)) / Z invariant, and the 64 chains of a tile that they
 * move.
 */
package org.p4inv.samplers.chain;
