package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.transformer.Transformer;
import org.p4inv.flows.transformer.Transformers;

/**
 * A transformer on every coordinate with parameters of its own, y_j = tau(x_j; h_j), the h_j
 * trained: a coupling without a conditioner. With a spline it gives each coordinate the marginal
 * density that it needs and leaves dependences to other layers.
 *
 * <p>Parameters: number i of coordinate j is {@code i d + j}, as in a {@link Transformer}; all 0 at
 * first, which is the identity. Pullbacks are those of the transformer, with the cotangent of h_j
 * summed over the points. Cost: that of the transformer, which is given its h anew for each point.
 */
public final class ElementwiseTransformer implements Bijection {
  private static final Kernels K = Kernels.active();
  private static final String TYPE = "elementwise-transformer";

  private final int d;
  private final Transformer transformer;

  /**
   * The layer of d coordinates.
   *
   * @param d at least 1
   * @param transformer one that maps each coordinate by itself
   */
  public ElementwiseTransformer(int d, Transformer transformer) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    if (!transformer.elementwise()) {
      throw new IllegalArgumentException(
          "transformer must map each coordinate by itself, '"
              + transformer.config().text("type")
              + "' ties the coordinates of a point together");
    }
    Math.multiplyExact(Math.multiplyExact(d, transformer.parameterCount()), LANES);
    this.d = d;
    this.transformer = transformer;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return d * transformer.parameterCount();
  }

  @Override
  public Space image(Space domain) {
    domain.requireWithin(transformer.domain(), TYPE);
    return Space.of(d, transformer.domain());
  }

  @Override
  public Space preimage(Space codomain) {
    return image(codomain);
  }

  /** h of every point, and its cotangent. */
  @Override
  public Workspace workspace() {
    int length = parameterCount() * LANES;
    return Workspace.composite(List.of(transformer.workspace(d)), length, length);
  }

  private float[] parameters(Weights w, Workspace s) {
    float[] h = s.array(0);
    for (int k = 0; k < parameterCount(); k++) {
      Arrays.fill(h, k * LANES, (k + 1) * LANES, w.parameters()[w.at() + k]);
    }
    return h;
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    transformer.forward(d, x, 0, parameters(w, s), y, 0, logDet, s.part(0));
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
    float[] h = s.array(0);
    float[] hBar = s.array(1);
    transformer.forwardPullback(d, x, 0, h, y, 0, yBar, logDetBar, xBar, hBar, s.part(0));
    K.sumLanesAdd(parameterCount(), hBar, 0, gradient, w.at());
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    transformer.inverse(d, y, 0, parameters(w, s), x, 0, logDet, s.part(0));
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
    float[] h = s.array(0);
    float[] hBar = s.array(1);
    transformer.inversePullback(d, y, 0, h, x, 0, xBar, logDetBar, yBar, hBar, s.part(0));
    K.sumLanesAdd(parameterCount(), hBar, 0, gradient, w.at());
  }

  @Override
  public Config config() {
    return Config.of("type", TYPE).with("dimension", d).with("transformer", transformer.config());
  }

  /** Reads elementwise transformers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new ElementwiseTransformer(
          config.integer("dimension", 1, Integer.MAX_VALUE / LANES),
          Transformers.read(config.object("transformer")));
    }
  }
}
