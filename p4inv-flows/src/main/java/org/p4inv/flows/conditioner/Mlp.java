package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.WeightGradient;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A multi-layer perceptron, the conditioner of couplings: affine layers with an activation between
 * them.
 *
 * <p>Parameters, layer by layer: the weights, row-major {@code [outputs x inputs]}, then the
 * biases. The last layer starts at 0, so that a new coupling is the identity; the others at normal
 * weights of variance 2 / inputs for ReLU (He et al., arXiv 1502.01852) and 1 / inputs for tanh.
 */
public final class Mlp implements Conditioner {
  private static final Kernels K = Kernels.active();

  private final int[] widths;
  private final Activation activation;
  private final int widest;

  /** Widths from the inputs over the hidden layers to the outputs. */
  public Mlp(int[] widths, Activation activation) {
    for (int width : widths) {
      if (width < 1 || width > 1 << 16) {
        throw new IllegalArgumentException(
            "widths must be in 1 to 65536, got " + Arrays.toString(widths));
      }
    }
    this.widths = widths.clone();
    this.activation = activation;
    this.widest = Arrays.stream(widths).max().orElseThrow();
  }

  @Override
  public int inputs() {
    return widths[0];
  }

  @Override
  public int outputs() {
    return widths[widths.length - 1];
  }

  @Override
  public int contextDimension() {
    return 0;
  }

  @Override
  public int parameterCount() {
    int count = 0;
    for (int l = 1; l < widths.length; l++) {
      count = Math.addExact(count, Math.multiplyExact(widths[l - 1] + 1, widths[l]));
    }
    return count;
  }

  /** The images of the hidden layers, two cotangents, scratch of the weight gradients. */
  @Override
  public Workspace workspace() {
    int hidden = widths.length - 2;
    int[] lengths = new int[hidden + 3];
    for (int l = 0; l < hidden; l++) {
      lengths[l] = widths[l + 1] * LANES;
    }
    Arrays.fill(lengths, hidden, hidden + 2, widest * LANES);
    for (int l = 1; l < widths.length; l++) {
      int scratch = WeightGradient.scratch(widths[l], widths[l - 1]);
      lengths[hidden + 2] = Math.max(lengths[hidden + 2], scratch);
    }
    return Workspace.of(lengths);
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {
    int position = at;
    for (int l = 1; l < widths.length; l++) {
      int weights = widths[l] * widths[l - 1];
      boolean last = l == widths.length - 1;
      random.gaussian(parameters, position, weights);
      double variance = (activation == Activation.RELU ? 2.0 : 1.0) / widths[l - 1];
      float deviation = last ? 0f : (float) Math.sqrt(variance);
      for (int i = position; i < position + weights; i++) {
        parameters[i] *= deviation;
      }
      position += weights;
      Arrays.fill(parameters, position, position + widths[l], 0f);
      position += widths[l];
    }
  }

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    int n = widths.length - 1;
    int position = at;
    float[] input = x;
    for (int l = 1; l <= n; l++) {
      int k = widths[l - 1];
      int bias = position + widths[l] * k;
      if (l == n) {
        K.multiply(widths[l], k, parameters, position, parameters, bias, input, 0, out, outAt);
      } else {
        activation.layer(widths[l], k, parameters, position, bias, input, s.array(l - 1));
        input = s.array(l - 1);
      }
      position = bias + widths[l];
    }
  }

  @Override
  public void pullbackAdd(
      float[] parameters,
      int at,
      float[] x,
      float[] outBar,
      int outAt,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    int n = widths.length - 1;
    float[] scratch = s.array(n + 1);
    float[] bar = outBar;
    int barAt = outAt;
    int position = at + parameterCount();
    for (int l = n; l >= 1; l--) {
      int m = widths[l];
      int k = widths[l - 1];
      position -= m * k + m;
      float[] input = l == 1 ? x : s.array(l - 2);
      WeightGradient.add(m, k, bar, barAt, input, gradient, position, scratch);
      K.sumLanesAdd(m, bar, barAt, gradient, position + m * k);
      if (l > 1) {
        float[] inputBar = s.array(n - 1 + l % 2);
        activation.pullback(k, m, parameters, position, input, bar, barAt, inputBar);
        bar = inputBar;
        barAt = 0;
      } else if (xBar != null) {
        K.multiplyAdd(k, m, parameters, position, 1, k, bar, barAt, xBar, 0);
      }
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "mlp").with("widths", widths).with("activation", activation.label());
  }
}
