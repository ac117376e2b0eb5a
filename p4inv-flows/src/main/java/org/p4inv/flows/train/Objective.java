package org.p4inv.flows.train;

/**
 * A loss that is a sum over points, with its gradient: what a {@link Trainer} minimises.
 *
 * <p>Written for one tile at a time; the trainer adds tiles in a fixed order and takes care of
 * threads, parameters and merges. One object serves all workers at once, so per-tile memory belongs
 * to the {@link TilePass}. Allocates nothing.
 */
@FunctionalInterface
public interface Objective {
  /**
   * Begins a step, on the training thread and before its tiles: for objectives that prepare
   * something, or whose batches are not all of one size.
   *
   * @param batch the size that was asked for
   * @return the points of this step, 1 to {@code batch}
   */
  default int begin(long step, int batch) {
    return batch;
  }

  /**
   * The share of one tile in the loss of the batch: draws or reads its points, runs one direction
   * and its pullback with cotangents of loss / batch.
   *
   * <p>A point whose loss is not finite gets cotangents of 0 and counts in the return value as it
   * is; the trainer sees it and skips the step.
   *
   * @return the sum over the tile's points, divided by the size of the batch
   */
  double tile(TilePass pass);
}
