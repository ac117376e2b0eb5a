package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.samplers.chain.MarkovKernel;

/**
 * One line of the battery.
 *
 * @param stepSize with which chains in equilibrium are moved: large enough that many moves are
 *     rejected, where a kernel rejects; small where it has a bias
 * @param found how many of 64 chains find back from +infinity at least; fewer than all where chains
 *     walk there at random
 */
record KernelCase(String label, MarkovKernel kernel, double stepSize, int found) {

  /** A kernel that leads all chains back. */
  KernelCase(String label, MarkovKernel kernel, double stepSize) {
    this(label, kernel, stepSize, LANES);
  }
}
