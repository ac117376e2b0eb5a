package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Locale;
import org.p4inv.core.kernel.Kernels;

/**
 * The nonlinearity between the layers of a conditioner.
 *
 * <p>Where the derivative follows from the image y, nothing else is kept for the pullback; the
 * others have a memory, one more number for each y.
 */
public enum Activation {
  /** max(x, 0). */
  RELU(2, false) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      K.relu(x, at, y, at, n);
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      K.reluPullback(y, at, bar, at, n);
    }

    @Override
    void layer(
        int m,
        int k,
        float[] p,
        int weights,
        int bias,
        float[] x,
        float[] y,
        float[] memory,
        int lanes) {
      K.multiplyRelu(m, k, p, weights, p, bias, x, 0, y, 0, lanes);
    }

    @Override
    void layerPullback(
        int m,
        int k,
        float[] p,
        int weights,
        float[] y,
        float[] memory,
        float[] bar,
        int barAt,
        float[] yBar) {
      K.multiplyTransposedRelu(m, k, p, weights, y, 0, bar, barAt, yBar, 0);
    }
  },
  /** x above 0 and x / 100 below. Source: Maas, Hannun and Ng, 2013. */
  LEAKY_RELU(2, true) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      for (int i = at; i < at + n; i++) {
        y[i] = Math.max(x[i], LEAK * x[i]);
      }
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      // The memory becomes bar above 0 and 0 below: exact, and without a branch.
      System.arraycopy(bar, at, memory, at, n);
      K.reluPullback(y, at, memory, at, n);
      for (int i = at; i < at + n; i++) {
        bar[i] = Math.fma(LEAK, bar[i] - memory[i], memory[i]);
      }
    }
  },
  /** The hyperbolic tangent; its derivative is 1 - y^2. */
  TANH(1, false) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      K.tanh(x, at, y, at, n);
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      for (int i = at; i < at + n; i++) {
        bar[i] *= 1f - y[i] * y[i];
      }
    }
  },
  /** 1 / (1 + e^-x); its derivative is y (1 - y). */
  SIGMOID(1, false) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      K.sigmoid(x, at, y, at, n);
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      for (int i = at; i < at + n; i++) {
        bar[i] *= y[i] * (1f - y[i]);
      }
    }
  },
  /**
   * x s with the sigmoid s, also called swish; its derivative is s + y (1 - s), and s is kept.
   * Source: Elfwing, Uchibe and Doya, arXiv 1702.03118.
   */
  SILU(2, true) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      K.sigmoid(x, at, memory, at, n);
      for (int i = at; i < at + n; i++) {
        y[i] = x[i] * memory[i];
      }
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      for (int i = at; i < at + n; i++) {
        bar[i] *= Math.fma(y[i], 1f - memory[i], memory[i]);
      }
    }
  },
  /** ln(1 + e^x); its derivative is 1 - e^-y. */
  SOFTPLUS(1, true) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      System.arraycopy(x, at, memory, at, n);
      K.softplus(memory, at, y, at, n);
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      for (int i = at; i < at + n; i++) {
        memory[i] = -y[i];
      }
      K.exp(memory, at, memory, at, n);
      for (int i = at; i < at + n; i++) {
        bar[i] *= 1f - memory[i];
      }
    }
  },
  /**
   * x above 0 and e^x - 1 below; its derivative is e^min(x, 0), which is kept. Source: Clevert,
   * Unterthiner and Hochreiter, arXiv 1511.07289.
   */
  ELU(1, true) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      for (int i = at; i < at + n; i++) {
        memory[i] = Math.min(x[i], 0f);
      }
      K.exp(memory, at, memory, at, n);
      for (int i = at; i < at + n; i++) {
        y[i] = Math.max(x[i], 0f) + (memory[i] - 1f);
      }
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      for (int i = at; i < at + n; i++) {
        bar[i] *= memory[i];
      }
    }
  },
  /**
   * x (1 + t) / 2 with t = tanh(sqrt(2 / pi) (x + 0.044715 x^3)), the tanh form of the Gaussian
   * error linear unit; its derivative (1 + t) / 2 + x (1 - t^2) sqrt(2 / pi) (1 + 0.134145 x^2) / 2
   * is kept. Source: Hendrycks and Gimpel, arXiv 1606.08415, section 2.
   */
  GELU_TANH(2, true) {
    @Override
    void apply(int at, int n, float[] x, float[] y, float[] memory) {
      for (int i = at; i < at + n; i++) {
        memory[i] = x[i] * Math.fma(GELU_CUBE, x[i] * x[i], GELU_SCALE);
      }
      K.tanh(memory, at, memory, at, n);
      for (int i = at; i < at + n; i++) {
        float half = 0.5f * x[i];
        float t = memory[i];
        float inner = Math.fma(3f * GELU_CUBE, x[i] * x[i], GELU_SCALE);
        memory[i] = Math.fma(half * (1f - t * t), inner, Math.fma(0.5f, t, 0.5f));
        y[i] = Math.fma(half, t, half);
      }
    }

    @Override
    void applyPullback(int at, int n, float[] y, float[] memory, float[] bar) {
      for (int i = at; i < at + n; i++) {
        bar[i] *= memory[i];
      }
    }
  };

  private static final Kernels K = Kernels.active();
  private static final float LEAK = 0.01f;

  /** Lanes of the widest vector: fewer cost as much. */
  private static final int VECTOR = 16;

  /** sqrt(2 / pi), and 0.044715 times it. */
  private static final float GELU_SCALE = 0.7978846f;

  private static final float GELU_CUBE = 0.035677408f;

  private final double gain;
  private final boolean remembers;

  Activation(double gain, boolean remembers) {
    this.gain = gain;
    this.remembers = remembers;
  }

  /**
   * The variance of the start weights times their number of inputs: 2 where half of the line is cut
   * off (He et al., arXiv 1502.01852), else 1.
   */
  double gain() {
    return gain;
  }

  /** The length of the memory of n numbers. */
  int memory(int n) {
    return remembers ? n : 0;
  }

  /**
   * y_i = activation(x_i) for n numbers from position {@code at}.
   *
   * @param y overwritten; may be x
   * @param memory overwritten where this activation has one
   */
  abstract void apply(int at, int n, float[] x, float[] y, float[] memory);

  /**
   * bar_i = bar_i activation'(x_i), the derivative known from the image y and the memory. It can be
   * called again for other cotangents.
   */
  abstract void applyPullback(int at, int n, float[] y, float[] memory, float[] bar);

  /**
   * One layer of a perceptron, y = activation(b + W x), m features from k.
   *
   * @param p the parameters, with W row-major m x k from {@code weights} and b from {@code bias}
   * @param lanes that somebody looks at, from the first on; the others may hold anything
   */
  void layer(
      int m,
      int k,
      float[] p,
      int weights,
      int bias,
      float[] x,
      float[] y,
      float[] memory,
      int lanes) {
    K.multiply(m, k, p, weights, p, bias, x, 0, y, 0, lanes);
    if (lanes > LANES / 2) {
      apply(0, m * LANES, y, y, memory);
      return;
    }
    int some = (lanes + VECTOR - 1) / VECTOR * VECTOR;
    for (int row = 0; row < m * LANES; row += LANES) {
      apply(row, some, y, y, memory);
    }
  }

  /**
   * From the cotangents of k features that follow these m, which are W y, to those of the numbers
   * before the activation: yBar = activation' W^T bar.
   *
   * @param p the parameters, with W row-major k x m from {@code weights}
   */
  void layerPullback(
      int m,
      int k,
      float[] p,
      int weights,
      float[] y,
      float[] memory,
      float[] bar,
      int barAt,
      float[] yBar) {
    K.multiplyTransposed(m, k, p, weights, bar, barAt, yBar, 0);
    applyPullback(0, m * LANES, y, memory, yBar);
  }

  /** The name in a model file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The activation of a name in a model file. */
  public static Activation ofLabel(String label) {
    for (Activation activation : values()) {
      if (activation.label().equals(label)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        "activation must be one of "
            + Arrays.stream(values()).map(Activation::label).toList()
            + ", got '"
            + label
            + "'");
  }
}
