package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A residual network of pre-activated blocks: u = b + W x, then u = u + b2 + W2 act(b1 + W1 act(u))
 * block by block, and the outputs b + W u. A context stands behind the inputs of the first layer.
 *
 * <p>Parameters, layer by layer (first, two for each block, last): the weights, row-major {@code
 * [outputs x inputs]}, then the biases. The last layer starts at 0; the others at normal weights of
 * variance 1 / inputs for the first, gain / inputs for the first of a block, where gain is 2 for an
 * activation that cuts half of the line off and else 1, and for the second of a block the same
 * divided by the number of blocks, so that u does not grow with depth. Source: He, Zhang, Ren and
 * Sun, arXiv 1603.05027, figure 1b.
 */
public final class ResidualNetwork implements Conditioner {
  private static final Kernels K = Kernels.active();

  /** Arrays of a block: the two images and their memories. */
  private static final int OF_BLOCK = 4;

  private final ContextInput input;
  private final int width;
  private final int blocks;
  private final Activation activation;
  private final AffineMap first;
  private final AffineMap inner;
  private final AffineMap last;

  /**
   * A residual network.
   *
   * @param inputs features of the input
   * @param outputs features of the output
   * @param context features of the context, 0 for none
   * @param width of the layers between
   * @param blocks at least 1
   */
  public ResidualNetwork(
      int inputs, int outputs, int context, int width, int blocks, Activation activation) {
    Widths.require("outputs", outputs, 1);
    Widths.require("width", width, 1);
    Widths.require("blocks", blocks, 1);
    this.input = new ContextInput(inputs, context);
    this.width = width;
    this.blocks = blocks;
    this.activation = activation;
    this.first = new AffineMap(width, input.features());
    this.inner = new AffineMap(width, width);
    this.last = new AffineMap(outputs, width);
  }

  @Override
  public int inputs() {
    return input.inputs();
  }

  @Override
  public int outputs() {
    return last.outputs();
  }

  @Override
  public int contextDimension() {
    return input.context();
  }

  @Override
  public int parameterCount() {
    int between = Math.multiplyExact(2 * blocks, inner.parameterCount());
    return Math.addExact(Math.addExact(first.parameterCount(), between), last.parameterCount());
  }

  /**
   * For each block its two images, each with its memory; then inputs and context, u, what a block
   * adds, two cotangents, scratch of the weight gradients.
   */
  @Override
  public Workspace workspace() {
    int n = width * LANES;
    int[] lengths = new int[OF_BLOCK * blocks + 6];
    for (int b = 0; b < OF_BLOCK * blocks; b += 2) {
      lengths[b] = n;
      lengths[b + 1] = activation.memory(n);
    }
    int rest = OF_BLOCK * blocks;
    lengths[rest] = input.length();
    Arrays.fill(lengths, rest + 1, rest + 5, n);
    lengths[rest + 5] =
        Math.max(
            first.gradientScratch(), Math.max(inner.gradientScratch(), last.gradientScratch()));
    return Workspace.of(lengths);
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {
    first.initialise(parameters, at, 1.0 / first.inputs(), random);
    int position = at + first.parameterCount();
    double variance = activation.gain() / width;
    for (int b = 0; b < blocks; b++) {
      inner.initialise(parameters, position, variance, random);
      position += inner.parameterCount();
      inner.initialise(parameters, position, variance / blocks, random);
      position += inner.parameterCount();
    }
    last.initialise(parameters, position, 0, random);
  }

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    int rest = OF_BLOCK * blocks;
    int n = width * LANES;
    float[] u = s.array(rest + 1);
    float[] added = s.array(rest + 2);
    first.forward(parameters, at, input.join(x, s.array(rest), s), u, 0);
    int position = at + first.parameterCount();
    for (int b = 0; b < rest; b += OF_BLOCK) {
      float[] outer = s.array(b);
      float[] hidden = s.array(b + 2);
      activation.apply(0, n, u, outer, s.array(b + 1));
      int bias = position + inner.biases();
      activation.layer(
          width, width, parameters, position, bias, outer, hidden, s.array(b + 3), s.lanes());
      position += inner.parameterCount();
      inner.forward(parameters, position, hidden, added, 0);
      position += inner.parameterCount();
      for (int i = 0; i < n; i++) {
        u[i] += added[i];
      }
    }
    last.forward(parameters, position, u, out, outAt);
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
    int rest = OF_BLOCK * blocks;
    int n = width * LANES;
    float[] u = s.array(rest + 1);
    float[] innerBar = s.array(rest + 2);
    float[] bar = s.array(rest + 3);
    float[] hiddenBar = s.array(rest + 4);
    float[] scratch = s.array(rest + 5);
    int position = at + parameterCount() - last.parameterCount();
    last.gradientAdd(outBar, outAt, u, gradient, position, scratch);
    K.multiplyTransposed(width, outputs(), parameters, position, outBar, outAt, bar, 0);
    for (int b = rest - OF_BLOCK; b >= 0; b -= OF_BLOCK) {
      float[] outer = s.array(b);
      float[] hidden = s.array(b + 2);
      position -= inner.parameterCount();
      inner.gradientAdd(bar, 0, hidden, gradient, position, scratch);
      activation.layerPullback(
          width, width, parameters, position, hidden, s.array(b + 3), bar, 0, hiddenBar);
      position -= inner.parameterCount();
      inner.gradientAdd(hiddenBar, 0, outer, gradient, position, scratch);
      activation.layerPullback(
          width, width, parameters, position, outer, s.array(b + 1), hiddenBar, 0, innerBar);
      for (int i = 0; i < n; i++) {
        bar[i] += innerBar[i];
      }
    }
    first.gradientAdd(bar, 0, input.of(x, s.array(rest)), gradient, at, scratch);
    if (xBar != null) {
      first.pullbackAdd(parameters, at, inputs(), bar, 0, xBar);
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "residual-network")
        .with("inputs", inputs())
        .with("outputs", outputs())
        .with("context", contextDimension())
        .with("width", width)
        .with("blocks", blocks)
        .with("activation", activation.label());
  }

  static ResidualNetwork read(Config config) {
    return new ResidualNetwork(
        Widths.read(config, "inputs", 1),
        Widths.read(config, "outputs", 1),
        Widths.read(config, "context", 0),
        Widths.read(config, "width", 1),
        Widths.read(config, "blocks", 1),
        Activation.ofLabel(config.text("activation")));
  }
}
