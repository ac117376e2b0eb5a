package org.p4inv.samplers.chain.kernel;

import org.p4inv.samplers.chain.MarkovKernel;

/**
 * One line of the battery.
 *
 * @param stepSize with which chains in equilibrium are moved: large enough that many moves are
 *     rejected, where a kernel rejects; small where it has a bias
 */
record KernelCase(String label, MarkovKernel kernel, double stepSize) {}
