package org.p4inv.samplers.boltzmann.stochastic;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.samplers.energy.Energy;

/**
 * 64 points on their way through a stochastic flow: the memory of one worker, the two directions
 * and their pullbacks.
 *
 * <p>Place p of a chain of n parts is before part p, place n behind the last. There stand two
 * tiles, one on the side of the base and one on that of the data, with a sampling layer between
 * them; without a layer they are one and the same. The outermost are {@link FlowTile#z} and {@link
 * FlowTile#x}. Sums of log-dets and of energy differences go to {@link FlowTile#logDet}.
 */
final class Path {
  private final FlowTile flow;
  private final List<Bijection> parts;
  private final SamplingLayer[] layers;
  private final SamplingLayer[] at;
  private final float[][] baseSide;
  private final float[][] dataSide;
  private final float[] evenBar;
  private final float[] oddBar;

  /**
   * A path.
   *
   * @param flow whose bijection is a chain
   * @param base another tile of the same flow, for -ln p of its base
   */
  Path(FlowTile flow, FlowTile base, Energy energy, List<SamplingBlock> blocks) {
    this.flow = flow;
    this.parts = ((Chain) flow.bijection()).parts();
    this.layers = new SamplingLayer[blocks.size()];
    this.at = new SamplingLayer[parts.size() + 1];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = new SamplingLayer(blocks.get(i), base, energy);
      at[blocks.get(i).place()] = layers[i];
    }
    int length = flow.z().length;
    this.evenBar = new float[length];
    this.oddBar = new float[length];
    this.baseSide = new float[at.length][];
    this.dataSide = new float[at.length][];
    for (int p = 0; p < at.length; p++) {
      float[] outer = p == 0 ? flow.z() : p == parts.size() ? flow.x() : new float[length];
      float[] other = at[p] == null ? outer : new float[length];
      baseSide[p] = p == 0 ? outer : other;
      dataSide[p] = p == 0 ? other : outer;
    }
  }

  FlowTile flow() {
    return flow;
  }

  /** The layers, in the order of the blocks. */
  SamplingLayer[] layers() {
    return layers;
  }

  /** How far the points moved between the two tiles of a place, from base to data; for tests. */
  float[] moves(int place) {
    float[] moves = dataSide[place].clone();
    for (int i = 0; i < moves.length; i++) {
      moves[i] -= baseSide[place][i];
    }
    return moves;
  }

  /** From z to x, with the sum of log-dets and energy differences. */
  void forward(RandomStream random) {
    Arrays.fill(flow.logDet(), 0, LANES, 0.0);
    for (int p = 0; p < at.length; p++) {
      if (at[p] != null) {
        at[p].map(baseSide[p], dataSide[p], flow.logDet(), random);
      }
      if (p < parts.size()) {
        parts
            .get(p)
            .forward(
                flow.weights().part(p),
                dataSide[p],
                baseSide[p + 1],
                flow.logDet(),
                flow.workspace().part(p));
      }
    }
  }

  /** From x to z, with the sum of log-dets and energy differences. */
  void inverse(RandomStream random) {
    Arrays.fill(flow.logDet(), 0, LANES, 0.0);
    for (int p = parts.size(); p >= 0; p--) {
      if (at[p] != null) {
        at[p].map(dataSide[p], baseSide[p], flow.logDet(), random);
      }
      if (p > 0) {
        parts
            .get(p - 1)
            .inverse(
                flow.weights().part(p - 1),
                baseSide[p],
                dataSide[p - 1],
                flow.logDet(),
                flow.workspace().part(p - 1));
      }
    }
  }

  /**
   * The pullback of {@link #forward} to the parameters.
   *
   * @param xBar dL/dx, tile, not modified
   * @param gradient dL/dparameters, of the whole flat vector, updated
   */
  void forwardPullback(float[] xBar, double[] logDetBar, float[] gradient) {
    float[] bar = evenBar;
    float[] next = oddBar;
    System.arraycopy(xBar, 0, bar, 0, bar.length);
    for (int p = parts.size(); p > 0; p--) {
      if (at[p] != null) {
        at[p].pullback(logDetBar, bar);
      }
      parts
          .get(p - 1)
          .forwardPullback(
              flow.weights().part(p - 1),
              dataSide[p - 1],
              baseSide[p],
              bar,
              logDetBar,
              p == 1 ? null : next,
              gradient,
              flow.workspace().part(p - 1));
      float[] swapped = bar;
      bar = next;
      next = swapped;
    }
  }

  /**
   * The pullback of {@link #inverse} to the parameters.
   *
   * @param zBar dL/dz, tile, not modified
   * @param gradient dL/dparameters, of the whole flat vector, updated
   */
  void inversePullback(float[] zBar, double[] logDetBar, float[] gradient) {
    float[] bar = evenBar;
    float[] next = oddBar;
    System.arraycopy(zBar, 0, bar, 0, bar.length);
    for (int p = 0; p < parts.size(); p++) {
      if (at[p] != null) {
        at[p].pullback(logDetBar, bar);
      }
      parts
          .get(p)
          .inversePullback(
              flow.weights().part(p),
              baseSide[p + 1],
              dataSide[p],
              bar,
              logDetBar,
              p == parts.size() - 1 ? null : next,
              gradient,
              flow.workspace().part(p));
      float[] swapped = bar;
      bar = next;
      next = swapped;
    }
  }
}
