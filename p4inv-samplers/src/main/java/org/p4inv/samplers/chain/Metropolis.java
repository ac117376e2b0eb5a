package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;

/**
 * The rule of Metropolis et al., 1953: a move from total energy {@code from} to {@code to} is
 * accepted with probability min(1, exp(from - to)). The total energy is u where proposals are
 * symmetric, and else carries what makes the move reversible: a kinetic energy, or ln q of an
 * independent proposal.
 *
 * <p>A chain that stands where the energy is +infinity, where the target has no mass and the rule
 * is free, takes the first proposal of finite energy, and waits for it where it is: it would lose
 * its way among points of +infinity. What is no point at all, by a total energy of NaN, is never
 * accepted.
 */
public final class Metropolis {
  private Metropolis() {}

  /** The acceptance probability, 0 to 1, never NaN. */
  public static double probability(double from, double to) {
    if (!(to < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    return from < Double.POSITIVE_INFINITY ? StrictMath.exp(Math.min(0, from - to)) : 1;
  }

  /**
   * Moves each chain to its proposal, or leaves it, and tells {@link ChainTile#acceptance}. Draws
   * one number for each lane whatever happens, so that lanes do not depend on each other.
   *
   * @param from total energies where the chains stand, length 64. Not modified.
   * @param to total energies of the proposals, length 64. Not modified.
   * @param y the proposals, a tile of d features. Not modified.
   * @param energy u of the proposals, length 64. Not modified.
   * @param gradient du/dx at the proposals, a tile of d features. Not modified.
   */
  public static void decide(
      ChainTile chains,
      RandomStream random,
      double[] from,
      double[] to,
      float[] y,
      double[] energy,
      float[] gradient) {
    double[] acceptance = chains.acceptance();
    for (int lane = 0; lane < LANES; lane++) {
      acceptance[lane] = probability(from[lane], to[lane]);
      if (random.nextDouble() < acceptance[lane]) {
        chains.take(lane, y, energy[lane], gradient);
      }
    }
  }
}
