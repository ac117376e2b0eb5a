package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.samplers.energy.Energy;

/**
 * 64 Markov chains: where they stand, energy and gradient there, the memory that their kernel
 * needs, and how its moves are tuned.
 *
 * <p>For one thread at a time. Chains do not know of each other; a target that is evaluated counts
 * 64 energy calls.
 */
public final class ChainTile {
  private final int dimension;
  private final float[] x;
  private final float[] probe = new float[LANES];
  private final float[] gradient;
  private final double[] energy;
  private final double[] acceptance = new double[LANES];
  private final float[][] tiles;
  private final double[][] lanes;
  private final Object memory;
  private final Tuning tuning;

  /** One number, which views have in common with the chains that they are of. */
  private final long[] energyCalls;

  /** Chains at the origin, for a kernel; {@link #evaluate(Energy)} makes them ready. */
  public ChainTile(int dimension, MarkovKernel kernel) {
    this(
        kernel,
        new float[dimension * LANES],
        new float[dimension * LANES],
        new double[LANES],
        new Tuning(dimension),
        new long[1]);
  }

  private ChainTile(
      MarkovKernel kernel,
      float[] x,
      float[] gradient,
      double[] energy,
      Tuning tuning,
      long[] energyCalls) {
    this.dimension = x.length / LANES;
    this.x = x;
    this.gradient = gradient;
    this.energy = energy;
    this.tuning = tuning;
    this.energyCalls = energyCalls;
    this.tiles = new float[kernel.tiles()][x.length];
    this.lanes = new double[kernel.lanes()][LANES];
    this.memory = kernel.memory();
  }

  /**
   * The same chains for another kernel to move: points, energies, gradients, tuning and energy
   * calls are these ones, acceptance and the memory of the kernel its own.
   */
  public ChainTile viewFor(MarkovKernel kernel) {
    return new ChainTile(kernel, x, gradient, energy, tuning, energyCalls);
  }

  /** The dimension d. */
  public int dimension() {
    return dimension;
  }

  /** The points, a tile of d features. */
  public float[] x() {
    return x;
  }

  /** du/dx at the points, a tile of d features. */
  public float[] gradient() {
    return gradient;
  }

  /** u at the points, length 64. */
  public double[] energy() {
    return energy;
  }

  /** The acceptance probability of the last move of each chain, 0 to 1. */
  public double[] acceptance() {
    return acceptance;
  }

  /** Tile i of the kernel's own, d features; 0 at first, and kept between moves. */
  public float[] tile(int i) {
    return tiles[i];
  }

  /** Array i of the kernel's own, length 64; 0 at first, and kept between moves. */
  public double[] lane(int i) {
    return lanes[i];
  }

  /** What {@link MarkovKernel#memory} made for this tile. */
  public Object memory() {
    return memory;
  }

  /** How the moves are scaled. */
  public Tuning tuning() {
    return tuning;
  }

  /** Evaluates the target where the chains stand: needed once they or the target were replaced. */
  public void evaluate(Energy target) {
    evaluate(target, x, energy, gradient);
  }

  /**
   * Evaluates the target at 64 points, and counts 64 calls.
   *
   * <p>What a kernel can rely on: a lane with a coordinate that is not finite is no point. It is
   * put back to where its chain stands, so that the target sees finite points only, with an energy
   * and a gradient of NaN: a trajectory that goes on from it stays astray, and is not accepted. At
   * any other point a gradient that tells nothing, because the energy is +infinity or the gradient
   * itself is not finite, is 0.
   *
   * @param points a tile of d features; lanes that are no point are overwritten
   * @param energies length 64, overwritten
   * @param gradients a tile of d features, overwritten
   */
  public void evaluate(Energy target, float[] points, double[] energies, float[] gradients) {
    boolean astray = probe(points);
    if (astray) {
      for (int lane = 0; lane < LANES; lane++) {
        if (Float.isNaN(probe[lane])) {
          for (int i = lane; i < x.length; i += LANES) {
            points[i] = x[i];
          }
        }
      }
    }
    target.evaluate(points, energies, gradients);
    energyCalls[0] += LANES;
    if (astray) {
      for (int lane = 0; lane < LANES; lane++) {
        if (Float.isNaN(probe[lane])) {
          energies[lane] = Double.NaN;
        }
      }
    }
    probe(gradients);
    for (int lane = 0; lane < LANES; lane++) {
      if (!(energies[lane] < Double.POSITIVE_INFINITY) || Float.isNaN(probe[lane])) {
        float nothing = Double.isNaN(energies[lane]) ? Float.NaN : 0;
        for (int i = lane; i < x.length; i += LANES) {
          gradients[i] = nothing;
        }
      }
    }
  }

  /** Leaves NaN for each lane with a number that is not finite, and 0 for the others. */
  private boolean probe(float[] tile) {
    Arrays.fill(probe, 0);
    for (int from = 0; from < tile.length; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        probe[lane] += 0 * tile[from + lane];
      }
    }
    float all = 0;
    for (int lane = 0; lane < LANES; lane++) {
      all += probe[lane];
    }
    return Float.isNaN(all);
  }

  /** The points at which a target was evaluated so far. */
  public long energyCalls() {
    return energyCalls[0];
  }

  /** Moves one chain to a point of another tile, with what is known there. */
  public void take(int lane, float[] points, double toEnergy, float[] gradients) {
    for (int i = lane; i < x.length; i += LANES) {
      x[i] = points[i];
      gradient[i] = gradients[i];
    }
    energy[lane] = toEnergy;
  }
}
