package org.p4inv.flows.train;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;

/**
 * The accumulators of a gradient. Their number depends on the batch, not on the threads: slot i
 * sums the tiles i n / slots to (i + 1) n / slots in order, and the slots are joined in a fixed
 * tree. So the bits of a gradient do not depend on who computed which slot.
 */
final class GradientSlots {
  private static final int MOST = 8;

  private final float[][] gradients;
  private final double[] losses;
  private final int tiles;

  GradientSlots(int parameters, int batch) {
    tiles = Tile.count(batch);
    int slots = Math.min(MOST, Integer.highestOneBit(tiles));
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

  /** Joins the slots; afterwards {@link #gradient} and {@link #loss} are those of the batch. */
  void join() {
    for (int stride = 1; stride < gradients.length; stride *= 2) {
      for (int i = 0; i + stride < gradients.length; i += 2 * stride) {
        add(gradients[i], gradients[i + stride]);
        losses[i] += losses[i + stride];
      }
    }
  }

  private static void add(float[] sum, float[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
  }

  float[] gradient() {
    return gradients[0];
  }

  double loss() {
    return losses[0];
  }
}
