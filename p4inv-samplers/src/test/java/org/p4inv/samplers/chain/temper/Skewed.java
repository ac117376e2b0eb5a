package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;

/** A kernel with a wrong rule of acceptance: it undoes half of its moves to greater x1. */
record Skewed(MarkovKernel kernel) implements MarkovKernel {

  @Override
  public String name() {
    return "skewed";
  }

  @Override
  public int tiles() {
    return kernel.tiles();
  }

  @Override
  public int lanes() {
    return kernel.lanes();
  }

  @Override
  public Object memory() {
    return kernel.memory();
  }

  @Override
  public double acceptanceGoal() {
    return kernel.acceptanceGoal();
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    float[] x = chains.x().clone();
    float[] gradient = chains.gradient().clone();
    double[] energy = chains.energy().clone();
    kernel.move(target, chains, random);
    for (int lane = 0; lane < LANES; lane++) {
      if (random.nextDouble() < 0.5 && chains.x()[lane] > x[lane]) {
        chains.take(lane, x, energy[lane], gradient);
      }
    }
  }
}
