package org.p4inv.flows.train;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * Which points are trained on, and which validate; both in a random order.
 *
 * @param training their numbers in the data
 * @param validation their numbers in the data
 */
@SuppressWarnings("ArrayRecordComponent")
record Split(int[] training, int[] validation) {
  /** The stream of the split; epochs draw from index 0. */
  private static final int INDEX = 1;

  /**
   * Draws a split.
   *
   * @param share of the points that validate, rounded to whole points; at least one if it is not 0
   * @throws IllegalArgumentException if no point is left to train on
   */
  static Split of(TrainingData data, double share, long seed) {
    int[] rows = IntStream.range(0, data.size()).toArray();
    RandomStream random = new RandomStream(seed, Domain.ORDER);
    random.restart(Domain.ORDER, 0, INDEX);
    random.shuffle(rows);
    int validating = (int) Math.max(share > 0 ? 1 : 0, Math.round(share * rows.length));
    if (validating >= rows.length) {
      throw new IllegalArgumentException(
          "data must leave at least one point to train on beside "
              + validating
              + " to validate, got "
              + rows.length
              + "; "
              + data.setAside());
    }
    int trained = rows.length - validating;
    return new Split(Arrays.copyOf(rows, trained), Arrays.copyOfRange(rows, trained, rows.length));
  }
}
