package org.p4inv.samplers.chain;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;

/**
 * A Markov kernel: a random move that leaves exp(-u(x)) / Z invariant, whatever the energy u.
 *
 * <p>A kernel is a description; it holds no numbers and can be shared. Where 64 chains stand, their
 * scratch memory and how the move is tuned are those of a {@link ChainTile}. As every kernel takes
 * any {@link Energy}, a chain at another temperature, on a bridge between two densities or in the
 * latent space of a flow is the same kernel with another energy.
 *
 * <p>For given numbers of a {@link Tuning} the move is Markov and leaves the target invariant;
 * while the tuning is learned from the chains themselves it is not, so a warm-up does not count.
 */
public interface MarkovKernel {

  /** The name, in kebab case, that reports call this kernel. */
  String name();

  /** The tiles of d features that one tile of chains needs beside its own: scratch and memory. */
  default int tiles() {
    return 0;
  }

  /** The arrays of 64 doubles that one tile of chains needs beside its own. */
  default int lanes() {
    return 0;
  }

  /**
   * Makes what else one tile of chains needs, {@link ChainTile#memory}; null if nothing. Called
   * once for each tile of chains.
   */
  default Object memory() {
    return null;
  }

  /**
   * The mean acceptance probability that the step size is tuned to; 0 where acceptance does not
   * tune it.
   */
  default double acceptanceGoal() {
    return 0;
  }

  /**
   * Moves each of the 64 chains once. Begins with energy and gradient at the points, and leaves
   * them there: {@link ChainTile#energy} and {@link ChainTile#gradient} are those at {@link
   * ChainTile#x} before and after. Sets {@link ChainTile#acceptance}. Allocates nothing.
   *
   * @param target the same as in {@link ChainTile#evaluate(Energy)}
   * @param random the stream of this tile and move, which all random numbers are drawn from in
   *     order
   */
  void move(Energy target, ChainTile chains, RandomStream random);
}
