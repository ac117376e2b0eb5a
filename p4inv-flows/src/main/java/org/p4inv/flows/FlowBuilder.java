package org.p4inv.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.p4inv.flows.autoregressive.AutoregressiveLayer;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.normalization.Whitening;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.Transformer;

/**
 * Ready-made flows, for people who do not want to assemble: an architecture by its name, a few
 * settings, and {@link #build}; docs/guide.md shows it at work.
 *
 * <p>The base is standard normal. A new flow only permutes the coordinates of its base, but for
 * {@link #p4inv}, which starts with its bent identities. With {@link #whitened} the layer nearest
 * to the data whitens them; training by likelihood fits it. A builder is for one thread.
 */
public final class FlowBuilder {
  private static final int BINS = 8;
  private static final double BOUND = 5;

  private final int d;

  /** Makes the parts of one layer by the settings. */
  private final Function<FlowBuilder, List<Bijection>> layer;

  private int layers;
  private int[] hidden = {64, 64};
  private Activation activation = Activation.RELU;
  private int context;
  private boolean whitened;
  private long seed = 1;

  private FlowBuilder(int d, int layers, Function<FlowBuilder, List<Bijection>> layer) {
    this.d = d;
    this.layers = layers;
    this.layer = layer;
  }

  /**
   * RealNVP with P4Inv layers in place of its channel swaps: affine couplings, scales between 1/e
   * and e, each behind a P4Inv layer that starts as the reversal. 8 layers unless said otherwise.
   * Source: arXiv 2010.07033; arXiv 1605.08803.
   *
   * @param d at least 2
   */
  public static FlowBuilder realNvp(int d) {
    return new FlowBuilder(requireDimension(d, 2), 8, b -> b.coupling(new Affine(new TanhScale())));
  }

  /**
   * A neural spline flow: couplings by rational-quadratic splines of 8 bins on [-5, 5], each behind
   * a P4Inv layer. 6 layers unless said otherwise. Source: arXiv 1906.04032.
   *
   * @param d at least 2
   */
  public static FlowBuilder neuralSpline(int d) {
    return new FlowBuilder(
        requireDimension(d, 2), 6, b -> b.coupling(new RationalQuadraticSpline(BINS, BOUND)));
  }

  /**
   * P4Inv layers with bent identities between them, the architecture of the paper's experiments in
   * the plane; takes its settings but {@link #hidden} and {@link #activation}, which it has no use
   * for. 20 layers unless said otherwise. Source: arXiv 2010.07033, section 4.2.
   *
   * @param d at least 1
   */
  public static FlowBuilder p4inv(int d) {
    return new FlowBuilder(
        requireDimension(d, 1),
        20,
        b -> List.of(new P4InvLinear(d, 1, Start.IDENTITY, b.context), new BentIdentity(d)));
  }

  /**
   * A masked autoregressive flow with affine transformers, the order reversed from layer to layer;
   * scoring takes one pass of each network, sampling as much. 5 layers unless said otherwise.
   * Source: arXiv 1705.07057.
   *
   * @param d at least 2
   */
  public static FlowBuilder maskedAutoregressive(int d) {
    return new FlowBuilder(requireDimension(d, 2), 5, b -> b.autoregressive());
  }

  private static int requireDimension(int d, int least) {
    if (d < least) {
      throw new IllegalArgumentException("d must be at least " + least + ", got " + d);
    }
    return d;
  }

  private List<Bijection> coupling(Transformer transformer) {
    return List.of(
        new P4InvLinear(d, 1, Start.REVERSAL, 0),
        Couplings.of(Mask.halves(d), transformer, context, activation, hidden));
  }

  private List<Bijection> autoregressive() {
    Transformer affine = new Affine(new TanhScale());
    return List.of(
        Permutation.reversal(d),
        AutoregressiveLayer.maskedAutoregressive(d, affine, context, activation, hidden));
  }

  /** The number of layers, at least 1. */
  public FlowBuilder layers(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1, got " + number);
    }
    layers = number;
    return this;
  }

  /** The widths of the hidden layers of each conditioner; 64 and 64 unless said otherwise. */
  public FlowBuilder hidden(int... widths) {
    hidden = widths.clone();
    return this;
  }

  /** The activation of the conditioners; ReLU unless said otherwise. */
  public FlowBuilder activation(Activation function) {
    activation = Objects.requireNonNull(function, "function");
    return this;
  }

  /** Makes the density one given a context of so many features; 0 unless said otherwise. */
  public FlowBuilder context(int features) {
    if (features < 0) {
      throw new IllegalArgumentException("features must not be negative, got " + features);
    }
    context = features;
    return this;
  }

  /** Puts a {@link Whitening} before the data. */
  public FlowBuilder whitened() {
    whitened = true;
    return this;
  }

  /** The seed of the start values; 1 unless said otherwise. */
  public FlowBuilder seed(long number) {
    seed = number;
    return this;
  }

  /** The untrained flow. */
  public Flow build() {
    List<Bijection> parts = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      parts.addAll(layer.apply(this));
    }
    parts.add(new P4InvLinear(d, 1, Start.IDENTITY, context));
    if (whitened) {
      parts.add(new Whitening(d));
    }
    return Flow.initial(new StandardNormal(d), Chain.of(parts), seed);
  }
}
