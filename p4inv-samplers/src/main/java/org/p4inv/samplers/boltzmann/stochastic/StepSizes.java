package org.p4inv.samplers.boltzmann.stochastic;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.kernel.Tile;

/**
 * The step sizes of the blocks of one training, adapted between its steps: ln s grows by {@value
 * #GAIN} (a - goal), with a the mean acceptance probability of the block in the step before.
 *
 * <p>Workers write what they saw to the place of their tile, and the places are added in order, so
 * that the result does not depend on the threads.
 */
final class StepSizes {
  /** A tenth: 20 steps of training change a step size by e where all moves are accepted. */
  private static final double GAIN = 0.1;

  /** No adaptation. */
  static final double FIXED = 0;

  private final double goal;
  private final double[] stepSizes;
  private double[] sums = {};
  private int[] counts = {};

  /**
   * The step sizes of blocks.
   *
   * @param goal mean acceptance probability, or {@link #FIXED}
   */
  StepSizes(List<SamplingBlock> blocks, double goal) {
    if (!(goal >= 0 && goal < 1)) {
      throw new IllegalArgumentException("`goal` must be at least 0 and below 1, got " + goal);
    }
    this.goal = goal;
    this.stepSizes = blocks.stream().mapToDouble(SamplingBlock::stepSize).toArray();
  }

  double of(int block) {
    return stepSizes[block];
  }

  /** Begins a step of training, with what was noted since the last one. */
  void begin(int batch) {
    int blocks = stepSizes.length;
    for (int block = 0; goal != FIXED && block < blocks; block++) {
      double sum = 0;
      int count = 0;
      for (int i = block; i < counts.length; i += blocks) {
        sum += sums[i];
        count += counts[i];
      }
      if (count > 0) {
        stepSizes[block] *= StrictMath.exp(GAIN * (sum / count - goal));
      }
    }
    int length = Tile.count(batch) * blocks;
    if (counts.length != length) {
      sums = new double[length];
      counts = new int[length];
    }
    Arrays.fill(sums, 0.0);
    Arrays.fill(counts, 0);
  }

  /** Notes the acceptance of a block with the points of a tile. */
  void note(int tile, int block, double acceptance) {
    sums[tile * stepSizes.length + block] += acceptance;
    counts[tile * stepSizes.length + block]++;
  }
}
