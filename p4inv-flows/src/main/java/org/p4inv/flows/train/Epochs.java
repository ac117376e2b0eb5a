package org.p4inv.flows.train;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * The batches of a training on given points: in every epoch each point once, in a new random order.
 *
 * <p>An epoch of n points has ceil(n / batch) batches, whose sizes differ by at most 1, so that
 * none is small. The order of epoch e is drawn from the stream (seed, ORDER, e), whatever came
 * before.
 */
final class Epochs {
  private final int[] rows;
  private final int[] order;
  private final RandomStream random;
  private long epoch = -1;
  private int from;
  private int to;

  Epochs(int[] rows, long seed) {
    this.rows = rows;
    this.order = rows.clone();
    this.random = new RandomStream(seed, Domain.ORDER);
  }

  /** The batches of an epoch. */
  int batches(int batch) {
    return (rows.length + batch - 1) / batch;
  }

  /** Goes to the batch of a step, counted from 0 over all epochs; returns its size. */
  int begin(long step, int batch) {
    int batches = batches(batch);
    if (step / batches != epoch) {
      epoch = step / batches;
      System.arraycopy(rows, 0, order, 0, rows.length);
      random.restart(Domain.ORDER, epoch, 0);
      random.shuffle(order);
    }
    long place = step % batches;
    from = (int) (place * rows.length / batches);
    to = (int) ((place + 1) * rows.length / batches);
    return to - from;
  }

  /** The points in the order of this epoch. */
  int[] order() {
    return order;
  }

  /** Where the current batch begins in {@link #order}. */
  int from() {
    return from;
  }
}
