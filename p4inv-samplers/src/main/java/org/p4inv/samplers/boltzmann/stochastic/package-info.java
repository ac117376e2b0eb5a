/**
 * Stochastic normalizing flows: Markov kernels between the bijections of a flow, and the path
 * weights that keep its samples exact.
 */
package org.p4inv.samplers.boltzmann.stochastic;
