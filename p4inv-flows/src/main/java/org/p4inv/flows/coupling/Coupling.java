package org.p4inv.flows.coupling;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.conditioner.Conditioner;
import org.p4inv.flows.conditioner.Conditioners;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.transformer.Transformer;
import org.p4inv.flows.transformer.Transformers;

/**
 * A coupling: the coordinates that pass a {@link Mask} say, through a {@link Conditioner}, how a
 * {@link Transformer} maps the others.
 *
 * <p>With x = (x_1, x_2) in the order of the mask: y_1 = x_1 and y_2 = tau(x_2; h(x_1)), so that
 * the log-det is that of tau. Because x_1 = y_1, the inverse runs the same conditioner. Pullback,
 * the same in both directions: that of tau gives the cotangents of x_2 and h, that of the
 * conditioner takes the latter to its parameters and adds to that of x_1. A new coupling is the
 * identity. Cost for each point: that of conditioner and transformer; a mask whose coordinates that
 * pass are not the first adds two copies of the tile in each direction and pullback. Source: Dinh,
 * Krueger and Bengio, arXiv 1410.8516, section 3.
 */
public final class Coupling implements Bijection {
  private final Mask mask;
  private final Transformer transformer;
  private final Conditioner conditioner;

  /**
   * The coupling of a mask, a transformer and a conditioner.
   *
   * @param conditioner has as many inputs as coordinates pass, and the transformer's parameters of
   *     all coordinates that are transformed as outputs
   */
  public Coupling(Mask mask, Transformer transformer, Conditioner conditioner) {
    int outputs = mask.transformed() * transformer.parameterCount();
    if (conditioner.inputs() != mask.passing() || conditioner.outputs() != outputs) {
      throw new IllegalArgumentException(
          "conditioner must have "
              + mask.passing()
              + " inputs and "
              + outputs
              + " outputs, got "
              + conditioner.inputs()
              + " and "
              + conditioner.outputs());
    }
    this.mask = mask;
    this.transformer = transformer;
    this.conditioner = conditioner;
  }

  @Override
  public int dimension() {
    return mask.dimension();
  }

  @Override
  public int contextDimension() {
    return conditioner.contextDimension();
  }

  /** Coordinates that pass stay where they are, the others lie in the transformer's domain. */
  @Override
  public Space image(Space domain) {
    for (int i = 0; i < mask.transformed(); i++) {
      domain.requireWithin(transformer.domain(), mask.transformed(i), "a coupling");
    }
    return mask.transform(domain, transformer.domain());
  }

  /** As {@link #image}. */
  @Override
  public Space preimage(Space codomain) {
    return image(codomain);
  }

  @Override
  public int parameterCount() {
    return conditioner.parameterCount();
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    conditioner.initialise(w.parameters(), w.at(), random);
  }

  /** The parameters of the transformer, their cotangents; four tiles in the order of the mask. */
  @Override
  public Workspace workspace() {
    int outputs = conditioner.outputs() * LANES;
    int tile = mask.contiguous() ? 0 : mask.dimension() * LANES;
    return Workspace.composite(
        List.of(conditioner.workspace(), transformer.workspace(mask.transformed())),
        outputs,
        outputs,
        tile,
        tile,
        tile,
        tile);
  }

  /** The tile in the order of the mask: itself, or a copy in {@code memory}. */
  private float[] ordered(float[] tile, float[] memory) {
    if (mask.contiguous()) {
      return tile;
    }
    mask.gather(tile, memory);
    return memory;
  }

  /** Copies a tile in the order of the mask back, unless nobody needs it or it never left. */
  private void restore(float[] ordered, float[] tile) {
    if (!mask.contiguous() && tile != null) {
      mask.scatter(ordered, tile);
    }
  }

  /** Computes the parameters and lets x_1 pass; where x_2 begins. */
  private int condition(Weights w, float[] in, float[] out, Workspace s) {
    int second = mask.passing() * LANES;
    conditioner.forward(w.parameters(), w.at(), in, s.array(0), 0, s.part(0));
    System.arraycopy(in, 0, out, 0, second);
    return second;
  }

  /** Adds to the gradient and, unless it is null, writes the cotangent of x_1. */
  private void conditionPullback(
      Weights w, float[] in, float[] outBar, float[] inBar, float[] gradient, Workspace s) {
    if (inBar != null) {
      System.arraycopy(outBar, 0, inBar, 0, mask.passing() * LANES);
    }
    conditioner.pullbackAdd(w.parameters(), w.at(), in, s.array(1), 0, inBar, gradient, s.part(0));
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    float[] in = ordered(x, s.array(2));
    float[] out = mask.contiguous() ? y : s.array(3);
    int second = condition(w, in, out, s);
    transformer.forward(mask.transformed(), in, second, s.array(0), out, second, logDet, s.part(1));
    restore(out, y);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    float[] in = mask.contiguous() ? x : s.array(2);
    float[] out = mask.contiguous() ? y : s.array(3);
    float[] outBar = ordered(yBar, s.array(4));
    float[] inBar = mask.contiguous() || xBar == null ? xBar : s.array(5);
    int second = mask.passing() * LANES;
    transformer.forwardPullback(
        mask.transformed(),
        in,
        second,
        s.array(0),
        out,
        second,
        outBar,
        logDetBar,
        inBar,
        s.array(1),
        s.part(1));
    conditionPullback(w, in, outBar, inBar, gradient, s);
    restore(inBar, xBar);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] in = ordered(y, s.array(2));
    float[] out = mask.contiguous() ? x : s.array(3);
    int second = condition(w, in, out, s);
    transformer.inverse(mask.transformed(), in, second, s.array(0), out, second, logDet, s.part(1));
    restore(out, x);
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    float[] in = mask.contiguous() ? y : s.array(2);
    float[] out = mask.contiguous() ? x : s.array(3);
    float[] outBar = ordered(xBar, s.array(4));
    float[] inBar = mask.contiguous() || yBar == null ? yBar : s.array(5);
    int second = mask.passing() * LANES;
    transformer.inversePullback(
        mask.transformed(),
        in,
        second,
        s.array(0),
        out,
        second,
        outBar,
        logDetBar,
        inBar,
        s.array(1),
        s.part(1));
    conditionPullback(w, in, outBar, inBar, gradient, s);
    restore(inBar, yBar);
  }

  @Override
  public Config config() {
    return Config.of("type", "coupling")
        .with("mask", mask.config())
        .with("transformer", transformer.config())
        .with("conditioner", conditioner.config());
  }

  /** Reads couplings. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "coupling";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new Coupling(
          Mask.read(config.object("mask")),
          Transformers.read(config.object("transformer")),
          Conditioners.read(config.object("conditioner")));
    }
  }
}
