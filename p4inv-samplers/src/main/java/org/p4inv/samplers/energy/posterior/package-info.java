/** Posterior densities of Bayesian models: u is minus the log of prior times likelihood. */
package org.p4inv.samplers.energy.posterior;
