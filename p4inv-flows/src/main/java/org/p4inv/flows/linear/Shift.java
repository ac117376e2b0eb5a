package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.WeightGradient;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * The shift of a linear layer, b + C c, with the context c of each point.
 *
 * <p>Parameters: b (d), then C (row-major d x c); both start at 0. Cost for each point: d additions
 * and d c multiply-adds.
 */
final class Shift {
  private static final Kernels K = Kernels.active();
  static final int MOST_CONTEXT = 1 << 16;

  private final int d;
  private final int c;
  private final int offset;

  /**
   * A shift of d coordinates.
   *
   * @param c features of the context, 0 for none
   * @param offset parameters of the layer that stand before these
   */
  Shift(int d, int c, int offset) {
    if (c < 0 || c > MOST_CONTEXT) {
      throw new IllegalArgumentException("context must be in 0 to 65536, got " + c);
    }
    this.d = d;
    this.c = c;
    this.offset = offset;
  }

  int contextDimension() {
    return c;
  }

  int parameterCount() {
    return Math.addExact(d, Math.multiplyExact(d, c));
  }

  /** The length of the scratch array of {@link #addGradient}, perhaps 0. */
  int scratch() {
    return WeightGradient.scratch(d, c);
  }

  /** The position of b in the flat vector. */
  int at(Weights w) {
    return w.at() + offset;
  }

  /** b = 0, C = 0. */
  void initialise(Weights w) {
    Arrays.fill(w.parameters(), at(w), at(w) + parameterCount(), 0f);
  }

  /** y = b + C c. */
  void fill(Weights w, float[] y, Workspace s) {
    for (int j = 0; j < d; j++) {
      Arrays.fill(y, j * LANES, (j + 1) * LANES, w.parameters()[at(w) + j]);
    }
    addContext(w, y, s);
  }

  /** y = y + C c, for a layer that adds b itself. */
  void addContext(Weights w, float[] y, Workspace s) {
    if (c > 0) {
      K.multiplyAdd(d, c, w.parameters(), at(w) + d, c, 1, s.context(), 0, y, 0);
    }
  }

  /** r = y - (b + C c). */
  void subtract(Weights w, float[] y, float[] r, Workspace s) {
    if (c > 0) {
      fill(w, r, s);
      for (int i = 0; i < d * LANES; i++) {
        r[i] = y[i] - r[i];
      }
      return;
    }
    for (int j = 0; j < d; j++) {
      float bias = w.parameters()[at(w) + j];
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        r[i] = y[i] - bias;
      }
    }
  }

  /** bBar += out and CBar += out c^T, summed over the lanes. */
  void addGradient(Weights w, float[] out, float[] gradient, float[] scratch, Workspace s) {
    K.sumLanesAdd(d, out, 0, gradient, at(w));
    if (c > 0) {
      WeightGradient.add(d, c, out, 0, s.context(), gradient, at(w) + d, scratch);
    }
  }
}
