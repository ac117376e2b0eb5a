package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.config.Config;

/**
 * What a flow is made of: a description without numbers, whose numbers are slices of the two flat
 * vectors of the flow.
 *
 * <p>It is immutable and can be shared, and is given its numbers as {@link Weights} and its memory
 * as a {@link Workspace} at every call.
 */
public interface Parametric {

  /** The dimension d. */
  int dimension();

  /**
   * The features c of the context that it is conditioned on, one vector for each point: {@link
   * Workspace#context}. 0 where it is the same for all points.
   */
  default int contextDimension() {
    return 0;
  }

  /** The number of trainable floats; 0 unless said otherwise. */
  default int parameterCount() {
    return 0;
  }

  /** The number of frozen doubles: numbers that belong to it but that no gradient reaches. */
  default int frozenCount() {
    return 0;
  }

  /**
   * Makes the live numbers on the slices of the two flat vectors that are next; composites make
   * those of their parts, a layer with derived values attaches them.
   */
  default Weights bind(Storage storage) {
    return Weights.leaf(storage.take(this));
  }

  /** The scratch memory that one worker needs for one tile. */
  default Workspace workspace() {
    return Workspace.of();
  }

  /** Writes start values to parameters and frozen numbers, drawing from {@code random} in order. */
  default void initialise(Weights w, RandomStream random) {}

  /** Brings derived values up to date, after parameters and frozen numbers were replaced. */
  default void refresh(Weights w) {
    prepare(w);
  }

  /** Brings derived values up to date, after parameters changed. */
  default void prepare(Weights w) {}

  /**
   * The context dimension of parts that see one context: what those that have one agree on.
   *
   * @throws IllegalArgumentException if they do not agree
   */
  static int commonContext(List<? extends Parametric> parts) {
    int common = 0;
    for (int i = 0; i < parts.size(); i++) {
      int c = parts.get(i).contextDimension();
      if (c != 0 && common != 0 && c != common) {
        throw new IllegalArgumentException(
            "parts with a context must have one context dimension: part "
                + i
                + " has "
                + c
                + ", one before it "
                + common);
      }
      common = Math.max(common, c);
    }
    return common;
  }

  /** The description that a model file keeps: {@code type} and what its provider needs. */
  Config config();
}
