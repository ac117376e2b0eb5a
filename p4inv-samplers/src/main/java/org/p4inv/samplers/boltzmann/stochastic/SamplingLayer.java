package org.p4inv.samplers.boltzmann.stochastic;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.FlowTile;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.energy.Energy;

/**
 * A {@link SamplingBlock} at work on the tiles of one worker.
 *
 * <p>From in to out it adds u_lambda(out) - u_lambda(in) where a bijection adds its log-det, in
 * either direction, see {@link StochasticFlow}. Pullback: an accepted move adds noise that does not
 * depend on the point, and whether it was accepted counts as a constant, so out = in + constant:
 *
 * <pre>
 *   inBar = outBar + logDetBar (du_lambda/dx(out) - du_lambda/dx(in))
 * </pre>
 *
 * <p>That is the gradient of the loss along the path that was taken. How the probabilities of
 * acceptance change with the parameters is not part of it; the same is done by the code that was
 * published with the paper.
 */
final class SamplingLayer {
  private final SamplingBlock block;
  private final Energy energy;
  private final ChainTile chains;
  private final double[] energyIn = new double[LANES];
  private final float[] gradientIn;
  private double acceptance;

  /**
   * A layer of one worker.
   *
   * @param base scratch for -ln p of the base
   */
  SamplingLayer(SamplingBlock block, FlowTile base, Energy target) {
    this.block = block;
    this.energy = new BridgeEnergy(base, target, block.lambda());
    this.chains = new ChainTile(target.dimension(), block.kernel());
    this.gradientIn = new float[target.dimension() * LANES];
    stepSize(block.stepSize());
  }

  void stepSize(double stepSize) {
    chains.tuning().stepSize(stepSize);
  }

  /** The mean acceptance probability of the last {@link #map}. */
  double acceptance() {
    return acceptance;
  }

  /**
   * Moves the points.
   *
   * @param in tile, not modified
   * @param out tile, overwritten
   * @param logDet length 64, updated
   */
  void map(float[] in, float[] out, double[] logDet, RandomStream random) {
    System.arraycopy(in, 0, chains.x(), 0, in.length);
    chains.evaluate(energy);
    System.arraycopy(chains.energy(), 0, energyIn, 0, LANES);
    System.arraycopy(chains.gradient(), 0, gradientIn, 0, in.length);
    double accepted = 0;
    for (int step = 0; step < block.steps(); step++) {
      block.kernel().move(energy, chains, random);
      for (int lane = 0; lane < LANES; lane++) {
        accepted += chains.acceptance()[lane];
      }
    }
    acceptance = accepted / (block.steps() * (double) LANES);
    System.arraycopy(chains.x(), 0, out, 0, in.length);
    for (int lane = 0; lane < LANES; lane++) {
      logDet[lane] += chains.energy()[lane] - energyIn[lane];
    }
  }

  /**
   * The pullback of the last {@link #map}.
   *
   * @param logDetBar length 64, not modified; 0 for points that do not count
   * @param bar tile: dL/dout at entry, dL/din at return
   */
  void pullback(double[] logDetBar, float[] bar) {
    float[] gradientOut = chains.gradient();
    for (int i = 0; i < bar.length; i++) {
      double factor = logDetBar[i % LANES];
      if (factor != 0) {
        bar[i] += (float) (factor * ((double) gradientOut[i] - gradientIn[i]));
      }
    }
  }
}
