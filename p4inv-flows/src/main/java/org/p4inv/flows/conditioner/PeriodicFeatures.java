package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A conditioner that sees some inputs as points of a circle: by sine and cosine, so that its
 * outputs are the same at both ends of the circle and smooth there.
 *
 * <p>The network has the other inputs first, in their order, then for each periodic input x, with u
 * = (x - low) / (high - low), the features cos(2 pi u), sin(2 pi u), cos(4 pi u), sin(4 pi u) to
 * harmonic m. The pullback: d cos(2 pi k u) / dx = -w sin(2 pi k u) and d sin(2 pi k u) / dx = w
 * cos(2 pi k u) with w = 2 pi k / (high - low). Flows on circles: Rezende et al., arXiv 2002.02428.
 */
public final class PeriodicFeatures implements Conditioner {
  private static final Kernels K = Kernels.active();
  private static final int MAX_HARMONICS = 1 << 10;

  private final int inputs;
  private final int[] periodic;
  private final int[] others;
  private final Interval circle;
  private final int harmonics;
  private final Conditioner network;

  /**
   * A conditioner of n inputs.
   *
   * @param inputs n
   * @param periodic which of them are periodic, ascending
   * @param circle where these lie
   * @param harmonics m, at least 1
   * @param network of n + (2 m - 1) times the periodic inputs
   */
  public PeriodicFeatures(
      int inputs, int[] periodic, Interval circle, int harmonics, Conditioner network) {
    Widths.require("inputs", inputs, 1);
    for (int i = 0; i < periodic.length; i++) {
      int least = i == 0 ? 0 : periodic[i - 1] + 1;
      if (periodic[i] < least || periodic[i] >= inputs) {
        throw new IllegalArgumentException(
            "periodic must hold some of 0 to "
                + (inputs - 1)
                + ", ascending, got "
                + Arrays.toString(periodic));
      }
    }
    if (!circle.circular()) {
      throw new IllegalArgumentException("circle must be a circle, got " + circle);
    }
    if (harmonics < 1 || harmonics > MAX_HARMONICS) {
      throw new IllegalArgumentException(
          "harmonics must be in 1 to " + MAX_HARMONICS + ", got " + harmonics);
    }
    int features = inputs + Math.multiplyExact(2 * harmonics - 1, periodic.length);
    if (network.inputs() != features) {
      throw new IllegalArgumentException(
          "network must have " + features + " inputs, got " + network.inputs());
    }
    this.inputs = inputs;
    this.periodic = periodic.clone();
    this.others = new int[inputs - periodic.length];
    this.circle = circle;
    this.harmonics = harmonics;
    this.network = network;
    int other = 0;
    for (int j = 0; j < inputs; j++) {
      if (Arrays.binarySearch(periodic, j) < 0) {
        others[other++] = j;
      }
    }
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return network.outputs();
  }

  @Override
  public int contextDimension() {
    return network.contextDimension();
  }

  @Override
  public int parameterCount() {
    return network.parameterCount();
  }

  /** The features and their cotangents. */
  @Override
  public Workspace workspace() {
    int features = network.inputs() * LANES;
    return Workspace.composite(List.of(network.workspace()), features, features);
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {
    network.initialise(parameters, at, random);
  }

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    float[] features = s.array(0);
    int cos = 0;
    for (int j : others) {
      System.arraycopy(x, j * LANES, features, cos, LANES);
      cos += LANES;
    }
    float low = (float) circle.low();
    float scale = (float) (1 / (circle.high() - circle.low()));
    for (int j : periodic) {
      for (int k = 1; k <= harmonics; k++) {
        int sin = cos + LANES;
        System.arraycopy(x, j * LANES, features, cos, LANES);
        for (int i = cos; i < sin; i++) {
          features[i] = k * ((features[i] - low) * scale);
        }
        K.sinTurns(features, cos, features, sin, LANES);
        K.cosTurns(features, cos, features, cos, LANES);
        cos += 2 * LANES;
      }
    }
    network.forward(parameters, at, features, out, outAt, s.part(0));
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
    float[] features = s.array(0);
    float[] bar = xBar == null ? null : s.array(1);
    if (xBar != null) {
      Arrays.fill(bar, 0f);
    }
    network.pullbackAdd(parameters, at, features, outBar, outAt, bar, gradient, s.part(0));
    if (xBar != null) {
      inputsPullbackAdd(features, bar, xBar);
    }
  }

  private void inputsPullbackAdd(float[] features, float[] bar, float[] xBar) {
    int cos = 0;
    for (int j : others) {
      for (int lane = 0; lane < LANES; lane++) {
        xBar[j * LANES + lane] += bar[cos + lane];
      }
      cos += LANES;
    }
    for (int j : periodic) {
      for (int k = 1; k <= harmonics; k++) {
        int sin = cos + LANES;
        float w = (float) (2 * Math.PI * k / (circle.high() - circle.low()));
        for (int lane = 0; lane < LANES; lane++) {
          float turn =
              Math.fma(
                  bar[sin + lane], features[cos + lane], -(bar[cos + lane] * features[sin + lane]));
          xBar[j * LANES + lane] = Math.fma(w, turn, xBar[j * LANES + lane]);
        }
        cos += 2 * LANES;
      }
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "periodic-features")
        .with("inputs", inputs)
        .with("periodic", periodic)
        .with("low", circle.low())
        .with("high", circle.high())
        .with("harmonics", harmonics)
        .with("network", network.config());
  }

  static PeriodicFeatures read(Config config) {
    return new PeriodicFeatures(
        Widths.read(config, "inputs", 1),
        config.integers("periodic"),
        Interval.circle(config.number("low"), config.number("high")),
        config.integer("harmonics", 1, MAX_HARMONICS),
        Conditioners.read(config.object("network")));
  }
}
