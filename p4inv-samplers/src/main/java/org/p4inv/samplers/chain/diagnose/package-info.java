/** How well Markov chains have mixed: autocorrelation time, effective sample size, R-hat. */
package org.p4inv.samplers.chain.diagnose;
