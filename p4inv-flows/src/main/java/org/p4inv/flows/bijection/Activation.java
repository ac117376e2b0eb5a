package org.p4inv.flows.bijection;

import java.util.Locale;
import org.p4inv.core.kernel.Kernels;

/** The nonlinearity between the layers of a conditioner; its derivative follows from its value. */
public enum Activation {
  /** max(x, 0). */
  RELU {
    @Override
    void apply(float[] x, int n) {
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(x[i], 0f);
      }
    }

    @Override
    void pullback(float[] y, float[] bar, int n) {
      for (int i = 0; i < n; i++) {
        bar[i] = y[i] > 0f ? bar[i] : 0f;
      }
    }
  },
  /** The hyperbolic tangent. */
  TANH {
    @Override
    void apply(float[] x, int n) {
      K.tanh(x, 0, x, 0, n);
    }

    @Override
    void pullback(float[] y, float[] bar, int n) {
      for (int i = 0; i < n; i++) {
        bar[i] *= 1f - y[i] * y[i];
      }
    }
  };

  private static final Kernels K = Kernels.active();

  /** Replaces the first n numbers by their images. */
  abstract void apply(float[] x, int n);

  /** Multiplies the first n cotangents by the derivative, known from the images y. */
  abstract void pullback(float[] y, float[] bar, int n);

  /** The name in a model file. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Activation ofLabel(String label) {
    for (Activation activation : values()) {
      if (activation.label().equals(label)) {
        return activation;
      }
    }
    throw new IllegalArgumentException("activation must be relu or tanh, got '" + label + "'");
  }
}
