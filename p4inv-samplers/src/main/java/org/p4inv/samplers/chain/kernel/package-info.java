/** The Markov kernels. */
package org.p4inv.samplers.chain.kernel;
