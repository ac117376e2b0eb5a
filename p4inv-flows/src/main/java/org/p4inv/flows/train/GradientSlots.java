package org.p4inv.flows.train;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;

/**
 * The accumulators of a gradient. Their number depends on the batch, not on the threads: slot i
 * sums the tiles i n / slots to (i + 1) n / slots in order, and the slots are joined in a fixed
 * tree. So the bits of a gradient do not depend on who computed which slot.
 *
 * <p>Slots are what can be worked on at once, and each costs passes over a vector of the size of
 * the parameters: there is one for {@value #TILES} tiles, but {@value #FEWEST} for small batches.
 */
final class GradientSlots {
  private static final int TILES = 4;
  private static final int FEWEST = 4;
  private static final int MOST = 16;

  private final float[][] gradients;
  private final double[] losses;
  private final int tiles;

  GradientSlots(int parameters, int batch) {
    tiles = Tile.count(batch);
    int wanted = Math.min(MOST, Math.max(FEWEST, tiles / TILES));
    int slots = Integer.highestOneBit(Math.min(wanted, tiles));
    gradients = new float[slots][parameters];
    losses = new double[slots];
  }

  int count() {
    return gradients.length;
  }

  int firstTile(int slot) {
    return (int) ((long) slot * tiles / gradients.length);
  }

  /** The accumulator of a slot, set to 0. */
  float[] begin(int slot) {
    Arrays.fill(gradients[slot], 0f);
    losses[slot] = 0;
    return gradients[slot];
  }

  void addLoss(int slot, double loss) {
    losses[slot] += loss;
  }

  /** Joins the losses; afterwards {@link #loss} is that of the batch. */
  void joinLosses() {
    for (int stride = 1; stride < losses.length; stride *= 2) {
      for (int i = 0; i + stride < losses.length; i += 2 * stride) {
        losses[i] += losses[i + stride];
      }
    }
  }

  /** Joins a range of the gradients; afterwards {@link #gradient} is that of the batch there. */
  void join(int from, int to) {
    for (int stride = 1; stride < gradients.length; stride *= 2) {
      for (int i = 0; i + stride < gradients.length; i += 2 * stride) {
        add(gradients[i], gradients[i + stride], from, to);
      }
    }
  }

  private static void add(float[] sum, float[] other, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] += other[i];
    }
  }

  /** The accumulator that the others are added to. */
  float[] gradient() {
    return gradients[0];
  }

  double loss() {
    return losses[0];
  }
}
