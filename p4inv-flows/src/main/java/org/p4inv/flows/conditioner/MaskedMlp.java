package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Panels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A perceptron whose m outputs for coordinate j depend on the coordinates before j, and on the
 * context: the conditioner of autoregressive layers.
 *
 * <p>A feature of degree g sees the features of the layer before whose degree is at most g; the
 * context has degree 0, input j degree j + 1, the outputs for coordinate j degree j, and hidden
 * features are spread evenly over the degrees. Output i of coordinate j is feature {@code i * n +
 * j}, as transformers want it. Source: Germain, Gregor, Murray and Larochelle, MADE, arXiv
 * 1502.03509, section 4; the context of degree 0, which thus reaches coordinate 0 too, is ours.
 *
 * <p>Parameters, layer by layer: full matrices, row-major {@code [outputs x inputs]}, then the
 * biases; the context stands before the coordinates, and the rows of the last layer coordinate by
 * coordinate. The entries of the matrices that a mask would hide are never read and have no
 * gradient: since features stand in the order of their degrees, what a degree sees is the beginning
 * of each of its rows, and its product is taken with that. So a pass costs half of the
 * multiply-adds of a perceptron of these widths, and can be made coordinate by coordinate at the
 * same cost: {@link #coordinate} computes what is new when one more coordinate is known. The last
 * layer starts at 0.
 */
public final class MaskedMlp implements Conditioner {
  private static final Kernels K = Kernels.active();

  /** Columns of a weight gradient that are worth a product: a multiple of this. */
  private static final int COLUMNS = 16;

  private final int n;
  private final int m;
  private final int context;
  private final int[] hidden;
  private final Activation activation;
  private final AffineMap[] layers;
  private final Degrees[] degrees;

  /**
   * A masked perceptron.
   *
   * @param n coordinates
   * @param m outputs for each coordinate
   * @param context features of the context, 0 for none
   * @param hidden widths of the hidden layers; fewer features than coordinates leave some of their
   *     dependences out, none make the outputs affine
   */
  public MaskedMlp(int n, int m, int context, Activation activation, int... hidden) {
    Widths.require("n", n, 1);
    Widths.require("m", m, 1);
    Widths.require("n * m", Math.multiplyExact(n, m), 1);
    Widths.require("context", context, 0);
    this.n = n;
    this.m = m;
    this.context = context;
    this.activation = activation;
    this.hidden = Widths.require("hidden", hidden);
    this.layers = new AffineMap[hidden.length + 1];
    this.degrees = new Degrees[hidden.length + 2];
    degrees[0] = Degrees.ofInputs(n, context);
    int inputs = context + n;
    for (int l = 0; l < hidden.length; l++) {
      degrees[l + 1] = Degrees.ofHidden(n, context, hidden[l]);
      layers[l] = new AffineMap(hidden[l], inputs);
      inputs = hidden[l];
    }
    degrees[hidden.length + 1] = Degrees.ofOutputs(n, m);
    layers[hidden.length] = new AffineMap(n * m, inputs);
  }

  @Override
  public int inputs() {
    return n;
  }

  @Override
  public int outputs() {
    return n * m;
  }

  @Override
  public int contextDimension() {
    return context;
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
   * Context and inputs and the images of all layers, the outputs coordinate by coordinate; the
   * cotangents of these images; the memories of the activation; a transposed tile.
   */
  @Override
  public Workspace workspace() {
    int count = layers.length;
    int[] lengths = new int[3 * count + 2];
    int widest = layers[0].inputs();
    lengths[0] = layers[0].inputs() * LANES;
    for (int l = 0; l < count; l++) {
      int length = layers[l].outputs() * LANES;
      lengths[1 + l] = length;
      lengths[1 + count + l] = length;
      lengths[1 + 2 * count + l] = l == count - 1 ? 0 : activation.memory(length);
      widest = Math.max(widest, layers[l].inputs());
    }
    lengths[3 * count + 1] = Panels.length(widest);
    return Workspace.of(lengths);
  }

  private static float[] input(int l, Workspace s) {
    return s.array(l);
  }

  private static float[] image(int l, Workspace s) {
    return s.array(l + 1);
  }

  private float[] imageBar(int l, Workspace s) {
    return s.array(1 + layers.length + l);
  }

  private float[] memory(int l, Workspace s) {
    return s.array(1 + 2 * layers.length + l);
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {
    int position = at;
    for (int l = 0; l < layers.length; l++) {
      double variance = l == layers.length - 1 ? 0 : activation.gain() / layers[l].inputs();
      layers[l].initialise(parameters, position, variance, random);
      position += layers[l].parameterCount();
    }
  }

  /**
   * Writes the m outputs for coordinate j, computing only what those before it did not need. Called
   * for the coordinates of a tile in their order, from 0 on.
   *
   * @param x tile, of which the features before j are read. Not modified.
   * @param h tile whose first m features are overwritten
   */
  public void coordinate(float[] parameters, int at, int j, float[] x, float[] h, Workspace s) {
    advance(parameters, at, j, x, s);
    System.arraycopy(image(layers.length - 1, s), j * m * LANES, h, 0, m * LANES);
  }

  /** Computes the features of degree g in all layers. */
  private void advance(float[] parameters, int at, int g, float[] x, Workspace s) {
    if (g == 0) {
      System.arraycopy(s.context(), 0, s.array(0), 0, context * LANES);
    } else {
      System.arraycopy(x, (g - 1) * LANES, s.array(0), (context + g - 1) * LANES, LANES);
    }
    int position = at;
    for (int l = 0; l < layers.length; l++) {
      int k = layers[l].inputs();
      int row = degrees[l + 1].start(g);
      int rows = degrees[l + 1].count(g);
      int bias = position + layers[l].biases() + row;
      float[] y = image(l, s);
      for (int i = 0; i < rows; i++) {
        int from = (row + i) * LANES;
        Arrays.fill(y, from, from + LANES, parameters[bias + i]);
      }
      int seen = degrees[l].upTo(g);
      int weights = position + row * k;
      K.multiplyAdd(rows, seen, parameters, weights, k, 1, input(l, s), 0, y, row * LANES);
      if (l < layers.length - 1) {
        activation.apply(row * LANES, rows * LANES, y, y, memory(l, s));
      }
      position += layers[l].parameterCount();
    }
  }

  /**
   * The pullback of {@link #coordinate} to the coordinates: once called for the coordinates from n
   * - 1 down to j, feature j - 1 of xBar has all that the outputs add to it. {@link
   * #parametersPullbackAdd} follows when it has been called for all.
   *
   * @param hBar cotangents of the outputs for coordinate j, m features. Not modified.
   * @param xBar cotangents of the inputs, to whose feature j - 1 this adds; null where nobody needs
   *     them
   */
  public void coordinatePullbackAdd(
      float[] parameters, int at, int j, float[] hBar, float[] xBar, Workspace s) {
    System.arraycopy(hBar, 0, imageBar(layers.length - 1, s), j * m * LANES, m * LANES);
    retreat(parameters, at, j, xBar, s);
  }

  /** Computes the cotangents of the features of degree g, those of higher degrees being known. */
  private void retreat(float[] parameters, int at, int g, float[] xBar, Workspace s) {
    int position = at + parameterCount();
    for (int l = layers.length - 1; l > 0; l--) {
      position -= layers[l].parameterCount();
      float[] bar = imageBar(l - 1, s);
      int from = degrees[l].start(g) * LANES;
      int length = degrees[l].count(g) * LANES;
      Arrays.fill(bar, from, from + length, 0f);
      pullbackAdd(parameters, position, l, g, bar, from, s);
      activation.applyPullback(from, length, image(l - 1, s), memory(l - 1, s), bar);
    }
    if (g > 0 && xBar != null) {
      pullbackAdd(parameters, at, 0, g, xBar, (g - 1) * LANES, s);
    }
  }

  /** bar = bar + what layer l adds to the cotangents of its inputs of degree g. */
  private void pullbackAdd(
      float[] parameters, int position, int l, int g, float[] bar, int barAt, Workspace s) {
    int k = layers[l].inputs();
    int row = degrees[l + 1].start(g);
    int rows = degrees[l + 1].seen() - row;
    int weights = position + row * k + degrees[l].start(g);
    int count = degrees[l].count(g);
    K.multiplyAdd(count, rows, parameters, weights, 1, k, imageBar(l, s), row * LANES, bar, barAt);
  }

  /** Adds the gradient of the parameters, when the cotangents of all outputs are known. */
  public void parametersPullbackAdd(float[] gradient, int at, Workspace s) {
    float[] panels = s.array(3 * layers.length + 1);
    int position = at;
    for (int l = 0; l < layers.length; l++) {
      float[] bar = imageBar(l, s);
      float[] input = input(l, s);
      int k = layers[l].inputs();
      K.toPanels(degrees[l].seen(), input, 0, panels, 0);
      for (int g = 0; g < n; g++) {
        int row = degrees[l + 1].start(g);
        int rows = degrees[l + 1].count(g);
        int seen = degrees[l].upTo(g);
        int wide = seen - seen % COLUMNS;
        int weights = position + row * k;
        K.outerAdd(rows, wide, bar, row * LANES, panels, 0, gradient, weights, k);
        for (int j = wide; j < seen; j++) {
          K.dotLanesAdd(rows, bar, row * LANES, input, j * LANES, gradient, weights + j, k);
        }
      }
      K.sumLanesAdd(degrees[l + 1].seen(), bar, 0, gradient, position + layers[l].biases());
      position += layers[l].parameterCount();
    }
  }

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    float[] outputs = image(layers.length - 1, s);
    for (int j = 0; j < n; j++) {
      advance(parameters, at, j, x, s);
      for (int i = 0; i < m; i++) {
        System.arraycopy(outputs, (j * m + i) * LANES, out, outAt + (i * n + j) * LANES, LANES);
      }
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
    float[] bar = imageBar(layers.length - 1, s);
    for (int j = n - 1; j >= 0; j--) {
      for (int i = 0; i < m; i++) {
        System.arraycopy(outBar, outAt + (i * n + j) * LANES, bar, (j * m + i) * LANES, LANES);
      }
      retreat(parameters, at, j, xBar, s);
    }
    parametersPullbackAdd(gradient, at, s);
  }

  @Override
  public Config config() {
    return Config.of("type", "masked-mlp")
        .with("coordinates", n)
        .with("outputs", m)
        .with("context", context)
        .with("activation", activation.label())
        .with("hidden", hidden);
  }

  static MaskedMlp read(Config config) {
    return new MaskedMlp(
        Widths.read(config, "coordinates", 1),
        Widths.read(config, "outputs", 1),
        Widths.read(config, "context", 0),
        Activation.ofLabel(config.text("activation")),
        config.integers("hidden"));
  }
}
