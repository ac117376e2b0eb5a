package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A multi-layer perceptron: affine layers with an activation between them. A context stands behind
 * the inputs of the first layer.
 *
 * <p>Parameters, layer by layer: the weights, row-major {@code [outputs x inputs]}, then the
 * biases. The last layer starts at 0; the others at normal weights of variance 2 / inputs where the
 * activation cuts half of the line off (He et al., arXiv 1502.01852), else 1 / inputs.
 */
public final class Mlp implements Conditioner {
  private final int[] widths;
  private final Activation activation;
  private final ContextInput first;
  private final AffineMap[] layers;

  /** Widths from the inputs over the hidden layers to the outputs; no context. */
  public Mlp(int[] widths, Activation activation) {
    this(widths, 0, activation);
  }

  /**
   * A perceptron of inputs and context.
   *
   * @param widths from the inputs over the hidden layers to the outputs, at least these two
   * @param context features of the context, 0 for none
   */
  public Mlp(int[] widths, int context, Activation activation) {
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "widths must hold those of inputs and outputs, got " + Arrays.toString(widths));
    }
    this.widths = Widths.require("widths", widths);
    this.activation = activation;
    this.first = new ContextInput(widths[0], context);
    this.layers = new AffineMap[widths.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new AffineMap(widths[l + 1], l == 0 ? first.features() : widths[l]);
    }
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
    return first.context();
  }

  @Override
  public int parameterCount() {
    int count = 0;
    for (AffineMap layer : layers) {
      count = Math.addExact(count, layer.parameterCount());
    }
    return count;
  }

  /**
   * For each hidden layer its image and its memory; then inputs and context, two cotangents,
   * scratch of the weight gradients.
   */
  @Override
  public Workspace workspace() {
    int hidden = layers.length - 1;
    int[] lengths = new int[2 * hidden + 4];
    int widest = 0;
    for (int l = 0; l < hidden; l++) {
      int n = layers[l].outputs() * LANES;
      lengths[2 * l] = n;
      lengths[2 * l + 1] = activation.memory(n);
      widest = Math.max(widest, n);
    }
    lengths[2 * hidden] = first.length();
    lengths[2 * hidden + 1] = widest;
    lengths[2 * hidden + 2] = widest;
    for (AffineMap layer : layers) {
      lengths[2 * hidden + 3] = Math.max(lengths[2 * hidden + 3], layer.gradientScratch());
    }
    return Workspace.of(lengths);
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {
    int position = at;
    for (int l = 0; l < layers.length; l++) {
      boolean last = l == layers.length - 1;
      double variance = last ? 0 : activation.gain() / layers[l].inputs();
      layers[l].initialise(parameters, position, variance, random);
      position += layers[l].parameterCount();
    }
  }

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    int hidden = layers.length - 1;
    int position = at;
    float[] input = first.join(x, s.array(2 * hidden), s);
    for (int l = 0; l < hidden; l++) {
      AffineMap layer = layers[l];
      float[] image = s.array(2 * l);
      int bias = position + layer.biases();
      activation.layer(
          layer.outputs(),
          layer.inputs(),
          parameters,
          position,
          bias,
          input,
          image,
          s.array(2 * l + 1),
          s.lanes());
      input = image;
      position += layer.parameterCount();
    }
    layers[hidden].forward(parameters, position, input, out, outAt, s.lanes());
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
    int hidden = layers.length - 1;
    float[] scratch = s.array(2 * hidden + 3);
    float[] bar = outBar;
    int barAt = outAt;
    int position = at + parameterCount();
    for (int l = hidden; l > 0; l--) {
      AffineMap layer = layers[l];
      position -= layer.parameterCount();
      float[] input = s.array(2 * l - 2);
      layer.gradientAdd(bar, barAt, input, gradient, position, scratch);
      float[] inputBar = s.array(2 * hidden + 1 + l % 2);
      activation.layerPullback(
          layer.inputs(),
          layer.outputs(),
          parameters,
          position,
          input,
          s.array(2 * l - 1),
          bar,
          barAt,
          inputBar);
      bar = inputBar;
      barAt = 0;
    }
    float[] input = first.of(x, s.array(2 * hidden));
    layers[0].gradientAdd(bar, barAt, input, gradient, at, scratch);
    if (xBar != null) {
      layers[0].pullbackAdd(parameters, at, inputs(), bar, barAt, xBar);
    }
  }

  /** The widths of the hidden layers. */
  public int[] hidden() {
    return Arrays.copyOfRange(widths, 1, widths.length - 1);
  }

  /** The activation between the layers. */
  public Activation activation() {
    return activation;
  }

  @Override
  public Config config() {
    return Config.of("type", "mlp")
        .with("widths", widths)
        .with("context", first.context())
        .with("activation", activation.label());
  }

  static Mlp read(Config config) {
    return new Mlp(
        config.integers("widths"),
        Widths.read(config, "context", 0),
        Activation.ofLabel(config.text("activation")));
  }
}
