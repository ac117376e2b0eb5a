package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;

/**
 * A move of each of several kernels, one after the other: local moves and jumps to points of a
 * flow, for instance, by {@code Cycle.of(walk, walk, walk, new Independence(flow))}.
 *
 * <p>What each of them leaves invariant, their product does; it is not reversible though all of
 * them be. The kernels have one step size and scales in common. The first of them is the one to
 * tune: goal and acceptance are its own.
 *
 * <p>Costs what the kernels cost together. Source: Tierney, Markov chains for exploring posterior
 * distributions, Annals of Statistics 22, 1994 (mixtures and cycles).
 */
public final class Cycle implements MarkovKernel {
  private final List<MarkovKernel> kernels;

  private Cycle(List<MarkovKernel> kernels) {
    if (kernels.isEmpty()) {
      throw new IllegalArgumentException("`kernels` must be at least one, got none");
    }
    this.kernels = kernels;
  }

  /** The kernels in their order, at least one; one that comes twice moves twice. */
  public static Cycle of(MarkovKernel... kernels) {
    return new Cycle(List.of(kernels));
  }

  @Override
  public String name() {
    return "cycle";
  }

  @Override
  public double acceptanceGoal() {
    return kernels.get(0).acceptanceGoal();
  }

  /** The chains as each kernel sees them, made at the first move. */
  @Override
  public Object memory() {
    return new ChainTile[kernels.size()];
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    ChainTile[] views = (ChainTile[]) chains.memory();
    for (int i = 0; i < views.length; i++) {
      MarkovKernel kernel = kernels.get(i);
      if (views[i] == null) {
        views[i] = chains.viewFor(kernel);
      }
      kernel.move(target, views[i], random);
    }
    System.arraycopy(views[0].acceptance(), 0, chains.acceptance(), 0, LANES);
  }
}
