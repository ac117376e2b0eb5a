package org.p4inv.flows.autoregressive;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Inverse;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Conditioners;
import org.p4inv.flows.conditioner.MaskedMlp;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.transformer.Transformer;
import org.p4inv.flows.transformer.Transformers;

/**
 * An autoregressive layer: y_j = tau(x_j; h_j), where h_j is computed from x_0 to x_(j-1), and from
 * the context of the point, by a {@link MaskedMlp}.
 *
 * <p>The Jacobian is triangular, and its log-det the sum of those of the coordinates. All h are
 * known when x is, so that the forward direction is one pass of the network and one call of the
 * transformer: from base to data this is an inverse autoregressive flow, fast to sample ({@link
 * #inverseAutoregressive}). {@link #maskedAutoregressive} is the same with the directions
 * exchanged, fast to train by likelihood.
 *
 * <p>The other direction finds x_0, then h_1 and x_1 and so on, x_j = tau^-1(y_j; h_j): exact after
 * d coordinates, no iteration. Each coordinate computes only the features of the network that it is
 * the first to know, so that it costs the multiply-adds of one pass too, in small products, and d
 * calls of the transformer. Its pullback, with the cotangents l of the log-dets: let X_j be all of
 * dL/dx_j, with what x_j does to the coordinates behind it. From the last coordinate to the first,
 *
 * <pre>
 *   X_j = xBar_j + sum over k > j of (dh_k/dx_j)^T hBar_k
 *   (yBar_j, hBar_j) = the pullback of tau^-1 at (y_j, h_j) applied to (X_j, l)
 * </pre>
 *
 * <p>and at last the parameters, (dh/dparameters)^T hBar. This is back substitution for the
 * triangular system J^T yBar = xBar, and the sums come from one pullback of the network, coordinate
 * by coordinate.
 *
 * <p>Sources: Kingma et al., arXiv 1606.04934; Papamakarios, Pavlakou and Murray, arXiv 1705.07057.
 */
public final class AutoregressiveLayer implements Bijection {
  private final MaskedMlp conditioner;
  private final Transformer transformer;
  private final int d;

  private AutoregressiveLayer(MaskedMlp conditioner, Transformer transformer) {
    if (!transformer.elementwise()) {
      throw new IllegalArgumentException(
          "transformer must map each coordinate by itself, '"
              + transformer.config().text("type")
              + "' ties the coordinates of a point together");
    }
    this.conditioner = conditioner;
    this.transformer = transformer;
    this.d = conditioner.inputs();
    int outputs = Math.multiplyExact(d, transformer.parameterCount());
    if (conditioner.outputs() != outputs) {
      throw new IllegalArgumentException(
          "conditioner must have an output for each parameter of the transformer, "
              + outputs
              + ", got "
              + conditioner.outputs());
    }
  }

  /**
   * A layer whose direction from base to data is the fast one. It starts as the identity.
   *
   * @param d coordinates
   * @param transformer one that maps each coordinate by itself
   * @param context features of the context, 0 for none
   * @param activation of the masked perceptron
   * @param hidden widths of its hidden layers, each at least d for all dependences
   */
  public static Bijection inverseAutoregressive(
      int d, Transformer transformer, int context, Activation activation, int... hidden) {
    return new AutoregressiveLayer(
        new MaskedMlp(d, transformer.parameterCount(), context, activation, hidden), transformer);
  }

  /**
   * A layer whose direction from data to base is the fast one: the inverse of {@link
   * #inverseAutoregressive}, with the same arguments.
   */
  public static Bijection maskedAutoregressive(
      int d, Transformer transformer, int context, Activation activation, int... hidden) {
    return Inverse.of(inverseAutoregressive(d, transformer, context, activation, hidden));
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int contextDimension() {
    return conditioner.contextDimension();
  }

  @Override
  public int parameterCount() {
    return conditioner.parameterCount();
  }

  @Override
  public Space image(Space domain) {
    domain.requireWithin(transformer.domain(), config().text("type"));
    return Space.of(d, transformer.domain());
  }

  @Override
  public Space preimage(Space codomain) {
    return image(codomain);
  }

  /**
   * Parts: the network, the transformer of all coordinates, then one of each. Arrays: h and its
   * cotangent for the forward direction; all of dL/dx, the cotangent of one h, and each h for the
   * inverse one.
   */
  @Override
  public Workspace workspace() {
    int one = transformer.parameterCount() * LANES;
    List<Workspace> parts = new ArrayList<>();
    parts.add(conditioner.workspace());
    parts.add(transformer.workspace(d));
    int[] lengths = new int[4 + d];
    Arrays.fill(lengths, 0, 2, d * one);
    lengths[2] = d * LANES;
    Arrays.fill(lengths, 3, 4 + d, one);
    for (int j = 0; j < d; j++) {
      parts.add(transformer.workspace(1));
    }
    return Workspace.composite(parts, lengths);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    conditioner.initialise(w.parameters(), w.at(), random);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    conditioner.forward(w.parameters(), w.at(), x, s.array(0), 0, s.part(0));
    transformer.forward(d, x, 0, s.array(0), y, 0, logDet, s.part(1));
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
    transformer.forwardPullback(d, x, 0, h, y, 0, yBar, logDetBar, xBar, hBar, s.part(1));
    conditioner.pullbackAdd(w.parameters(), w.at(), x, hBar, 0, xBar, gradient, s.part(0));
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    for (int j = 0; j < d; j++) {
      float[] h = s.array(4 + j);
      int at = j * LANES;
      conditioner.coordinate(w.parameters(), w.at(), j, x, h, s.part(0));
      transformer.inverse(1, y, at, h, x, at, logDet, s.part(2 + j));
    }
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
    float[] all = s.array(2);
    float[] hBar = s.array(3);
    System.arraycopy(xBar, 0, all, 0, d * LANES);
    for (int j = d - 1; j >= 0; j--) {
      float[] h = s.array(4 + j);
      int at = j * LANES;
      transformer.inversePullback(1, y, at, h, x, at, all, logDetBar, yBar, hBar, s.part(2 + j));
      conditioner.coordinatePullbackAdd(w.parameters(), w.at(), j, hBar, all, s.part(0));
    }
    conditioner.parametersPullbackAdd(gradient, w.at(), s.part(0));
  }

  @Override
  public Config config() {
    return Config.of("type", "autoregressive")
        .with("conditioner", conditioner.config())
        .with("transformer", transformer.config());
  }

  /** Reads autoregressive layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "autoregressive";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      Config description = config.object("conditioner");
      if (!(Conditioners.read(description) instanceof MaskedMlp conditioner)) {
        throw new IllegalArgumentException(
            "conditioner of an autoregressive layer must be a masked-mlp, got "
                + description.text("type"));
      }
      return new AutoregressiveLayer(conditioner, Transformers.read(config.object("transformer")));
    }
  }
}
