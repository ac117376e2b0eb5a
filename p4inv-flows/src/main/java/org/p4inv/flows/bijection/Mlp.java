package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;

/**
 * A multi-layer perceptron, the conditioner of couplings: affine layers with an activation between
 * them.
 *
 * <p>Parameters, layer by layer: the weights, row-major {@code [outputs x inputs]}, then the
 * biases. The last layer starts at 0, so that a new coupling is the identity; the others at normal
 * weights of variance 2 / inputs for ReLU (He et al., arXiv 1502.01852) and 1 / inputs for tanh.
 */
final class Mlp {
  private static final Kernels K = Kernels.active();

  private final int[] widths;
  private final Activation activation;
  private final int widest;

  /** Widths from the inputs over the hidden layers to the outputs. */
  Mlp(int[] widths, Activation activation) {
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

  int parameterCount() {
    int count = 0;
    for (int l = 1; l < widths.length; l++) {
      count = Math.addExact(count, Math.multiplyExact(widths[l - 1] + 1, widths[l]));
    }
    return count;
  }

  /** The images of the layers 1 to n, two cotangents, a transposed tile. */
  Workspace workspace() {
    int n = widths.length - 1;
    int[] lengths = new int[n + 3];
    for (int l = 0; l < n; l++) {
      lengths[l] = widths[l + 1] * LANES;
    }
    Arrays.fill(lengths, n, n + 3, widest * LANES);
    return Workspace.of(lengths);
  }

  void initialise(float[] parameters, int at, RandomStream random) {
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

  /** The outputs for the inputs at {@code x[0 ...]}, in an array of the workspace. */
  float[] forward(float[] parameters, int at, float[] x, Workspace s) {
    int position = at;
    float[] input = x;
    for (int l = 1; l < widths.length; l++) {
      int weights = widths[l] * widths[l - 1];
      float[] output = s.array(l - 1);
      K.multiply(
          widths[l],
          widths[l - 1],
          parameters,
          position,
          widths[l - 1],
          1,
          parameters,
          position + weights,
          input,
          0,
          output,
          0);
      if (l < widths.length - 1) {
        activation.apply(output, widths[l] * LANES);
      }
      position += weights + widths[l];
      input = output;
    }
    return input;
  }

  /** The array for the cotangents of the outputs, to be filled before {@link #pullbackAdd}. */
  float[] outputBar(Workspace s) {
    return s.array(widths.length - 1);
  }

  /** Adds to the cotangents of the inputs and to the gradient of the parameters. */
  void pullbackAdd(
      float[] parameters, int at, float[] x, float[] xBar, float[] gradient, Workspace s) {
    int n = widths.length - 1;
    float[] bar = s.array(n);
    float[] next = s.array(n + 1);
    float[] transposed = s.array(n + 2);
    int position = at + parameterCount();
    for (int l = n; l >= 1; l--) {
      int weights = widths[l] * widths[l - 1];
      position -= weights + widths[l];
      float[] input = l == 1 ? x : s.array(l - 2);
      K.transpose(widths[l - 1], input, 0, transposed, 0);
      K.outerAdd(widths[l], widths[l - 1], bar, 0, transposed, 0, gradient, position);
      K.sumLanesAdd(widths[l], bar, 0, gradient, position + weights);
      float[] inputBar = l == 1 ? xBar : next;
      if (l > 1) {
        Arrays.fill(inputBar, 0, widths[l - 1] * LANES, 0f);
      }
      K.multiplyAdd(
          widths[l - 1], widths[l], parameters, position, 1, widths[l - 1], bar, 0, inputBar, 0);
      if (l > 1) {
        activation.pullback(input, inputBar, widths[l - 1] * LANES);
      }
      next = bar;
      bar = inputBar;
    }
  }

  int[] hidden() {
    return Arrays.copyOfRange(widths, 1, widths.length - 1);
  }

  Activation activation() {
    return activation;
  }
}
