package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.flows.bijection.Workspace;

/** The input of a first layer: the inputs of a conditioner, followed by its context. */
record ContextInput(int inputs, int context) {
  ContextInput {
    Widths.require("inputs", inputs, 1);
    Widths.require("context", context, 0);
  }

  /** Features of inputs and context together. */
  int features() {
    return inputs + context;
  }

  /** The length of the tile that holds both; 0 without a context, where the inputs are enough. */
  int length() {
    return context == 0 ? 0 : features() * LANES;
  }

  /** Joins inputs and context. */
  float[] join(float[] x, float[] joined, Workspace s) {
    if (context > 0) {
      System.arraycopy(x, 0, joined, 0, inputs * LANES);
      System.arraycopy(s.context(), 0, joined, inputs * LANES, context * LANES);
    }
    return of(x, joined);
  }

  /** What the last {@link #join} returned. */
  float[] of(float[] x, float[] joined) {
    return context > 0 ? joined : x;
  }
}
