package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Locale;
import org.p4inv.core.kernel.Kernels;

/** The nonlinearity between the layers of a conditioner; its derivative follows from its value. */
public enum Activation {
  /** max(x, 0). */
  RELU {
    @Override
    void layer(int m, int k, float[] p, int weights, int bias, float[] x, float[] y) {
      K.multiplyRelu(m, k, p, weights, p, bias, x, 0, y, 0);
    }

    @Override
    void pullback(
        int m, int k, float[] p, int weights, float[] y, float[] bar, int barAt, float[] yBar) {
      K.multiplyTransposedRelu(m, k, p, weights, y, 0, bar, barAt, yBar, 0);
    }
  },
  /** The hyperbolic tangent. */
  TANH {
    @Override
    void layer(int m, int k, float[] p, int weights, int bias, float[] x, float[] y) {
      K.multiply(m, k, p, weights, p, bias, x, 0, y, 0);
      K.tanh(y, 0, y, 0, m * LANES);
    }

    @Override
    void pullback(
        int m, int k, float[] p, int weights, float[] y, float[] bar, int barAt, float[] yBar) {
      K.multiplyTransposed(m, k, p, weights, bar, barAt, yBar, 0);
      for (int i = 0; i < m * LANES; i++) {
        yBar[i] *= 1f - y[i] * y[i];
      }
    }
  };

  private static final Kernels K = Kernels.active();

  /**
   * One layer of a perceptron, y = activation(b + W x), m features from k.
   *
   * @param p the parameters, with W row-major m x k from {@code weights} and b from {@code bias}
   */
  abstract void layer(int m, int k, float[] p, int weights, int bias, float[] x, float[] y);

  /**
   * From the cotangents of the k features that follow this layer's m, which are W y, to those of
   * its sums: yBar = activation' W^T bar, the derivative known from the image y.
   *
   * @param p the parameters, with W row-major k x m from {@code weights}
   */
  abstract void pullback(
      int m, int k, float[] p, int weights, float[] y, float[] bar, int barAt, float[] yBar);

  /** The name in a model file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The activation of a name in a model file. */
  public static Activation ofLabel(String label) {
    for (Activation activation : values()) {
      if (activation.label().equals(label)) {
        return activation;
      }
    }
    throw new IllegalArgumentException("activation must be relu or tanh, got '" + label + "'");
  }
}
