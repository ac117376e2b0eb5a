package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.function.DoubleBinaryOperator;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.compose.Bridge;

/**
 * 64 particles on their way from a start density to a target, along (1 - beta) u_0 + beta u_1.
 *
 * <p>Both energies are known where the particles stand whenever they are weighed, so that going to
 * another beta costs no energy call. For one thread at a time.
 */
final class Particles {
  private final Energy start;
  private final Energy target;
  private final DoubleBinaryOperator rule;
  private final MarkovKernel kernel;
  private final int tile;
  private final ChainTile chains;
  private final double[] u0 = new double[LANES];
  private final double[] u1 = new double[LANES];
  private final float[] gradient0;
  private final float[] gradient1;
  private final RandomStream random;
  private Bridge bridge;
  private double beta;

  /** Particles at the origin; their random streams have the index {@code tile}. */
  Particles(Endpoints ends, MarkovKernel kernel, long seed, int tile) {
    this.start = ends.start();
    this.target = ends.target();
    this.rule = ends.rule();
    this.kernel = kernel;
    this.tile = tile;
    this.chains = new ChainTile(start.dimension(), kernel);
    this.gradient0 = new float[chains.x().length];
    this.gradient1 = new float[chains.x().length];
    this.bridge = ends.bridge();
    this.random = new RandomStream(seed, Domain.CHAIN);
  }

  ChainTile chains() {
    return chains;
  }

  /** The points at which the target was evaluated so far. */
  long energyCalls() {
    return chains.energyCalls();
  }

  /** Draws the particles from the start density. */
  void draw(Endpoints ends) {
    int d = chains.dimension();
    float[] points = new float[LANES * d];
    random.restart(Domain.CHAIN, 0, tile);
    ends.sampler().sample(random, points, LANES);
    Tile.load(points, 0, LANES, d, chains.x());
    beta = 0;
    evaluate();
  }

  /** Evaluates both energies where the particles stand. */
  private void evaluate() {
    start.evaluate(chains.x(), u0, gradient0);
    chains.evaluate(target, chains.x(), u1, gradient1);
  }

  /** What the log-weight of a particle gains in a step of beta: step (u_0 - u_1). */
  double gain(int lane, double step) {
    return rule.applyAsDouble(step, u0[lane] - u1[lane]);
  }

  /** Goes to another beta; neither points nor what is known of them change. */
  void climb(double to) {
    beta = to;
    bridge = bridge.at(to);
    if (beta == 1) {
      System.arraycopy(u1, 0, chains.energy(), 0, LANES);
      System.arraycopy(gradient1, 0, chains.gradient(), 0, gradient1.length);
      return;
    }
    for (int lane = 0; lane < LANES; lane++) {
      chains.energy()[lane] = (1 - beta) * u0[lane] + beta * u1[lane];
    }
    float[] gradient = chains.gradient();
    for (int i = 0; i < gradient.length; i++) {
      double sum = (1 - beta) * gradient0[i] + beta * gradient1[i];
      // Infinite slopes against each other say nothing.
      gradient[i] = Double.isNaN(sum) ? 0 : (float) sum;
    }
  }

  /**
   * Moves the particles at this beta.
   *
   * @param move the number of the move, from 1
   */
  void move(long move) {
    random.restart(Domain.CHAIN, move, tile);
    kernel.move(bridge, chains, random);
  }

  /** After moves: makes the particles ready to be weighed again. At beta = 1 there is no need. */
  void settle() {
    if (beta < 1) {
      evaluate();
    }
  }

  /** Makes a particle a copy of one that may be of another tile; the kernel's memory is left. */
  void copy(int lane, Particles from, int fromLane) {
    u0[lane] = from.u0[fromLane];
    u1[lane] = from.u1[fromLane];
    int shift = fromLane - lane;
    for (int i = lane; i < gradient0.length; i += LANES) {
      chains.x()[i] = from.chains.x()[i + shift];
      gradient0[i] = from.gradient0[i + shift];
      gradient1[i] = from.gradient1[i + shift];
    }
  }
}
