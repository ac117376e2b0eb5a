package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/** What every transformer promises beyond the battery, which couplings take with them. */
class TransformersTest {
  private static final int N = 3;

  static List<Transformer> transformers() {
    return List.of(
        new Shift(),
        new Affine(new TanhScale()),
        new Affine(new TanhScale(2)),
        new Affine(new ClampedScale(2)),
        new Affine(new SoftplusScale()),
        new VolumePreserving(new TanhScale()));
  }

  private static float[] normal(int n, long seed) {
    float[] tile = new float[n * LANES];
    new RandomStream(seed, Domain.APPLICATION).gaussian(tile, 0, tile.length);
    return tile;
  }

  @ParameterizedTest
  @MethodSource("transformers")
  void parametersOfZeroAreTheIdentityToTheBit(Transformer t) {
    float[] x = normal(N, 1);
    float[] h = new float[N * t.parameterCount() * LANES];
    float[] y = new float[x.length];
    double[] logDet = new double[LANES];
    Workspace s = t.workspace(N);
    t.forward(N, x, 0, h, y, 0, logDet, s);
    assertArrayEquals(x, y, t.config() + " forward");
    t.inverse(N, x, 0, h, y, 0, logDet, s);
    assertArrayEquals(x, y, t.config() + " inverse");
    assertArrayEquals(new double[LANES], logDet, t.config() + " log-det");
  }

  @ParameterizedTest
  @MethodSource("transformers")
  void elementwiseMeansThatCoordinatesDoNotMix(Transformer t) {
    float[] x = normal(N, 2);
    float[] h = normal(N * t.parameterCount(), 3);
    float[] y = new float[x.length];
    Workspace s = t.workspace(N);
    t.forward(N, x, 0, h, y, 0, new double[LANES], s);
    float[] first = Arrays.copyOf(y, LANES);
    for (int p = 0; p < t.parameterCount(); p++) {
      for (int i = 0; i < LANES; i++) {
        h[(p * N + 1) * LANES + i] += 1f;
      }
    }
    t.forward(N, x, 0, h, y, 0, new double[LANES], s);
    assertEquals(t.elementwise(), Arrays.equals(first, Arrays.copyOf(y, LANES)), "" + t.config());
  }

  @ParameterizedTest
  @MethodSource("transformers")
  void descriptionMakesAnEqualTransformer(Transformer t) {
    Config config = t.config();
    assertEquals(config, Transformers.read(Config.parse(config.toJson())).config());
  }

  @Test
  void unknownTypeIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Transformers.read(Config.of("type", "cube")));
    assertTrue(e.getMessage().contains("'cube' is unknown"), e.getMessage());
  }

  @Test
  void volumeIsPreservedWhateverTheScales() {
    Transformer t = new VolumePreserving(new TanhScale());
    float[] zero = new float[N * LANES];
    float[] one = new float[N * LANES];
    Arrays.fill(one, 1f);
    float[] h = normal(2 * N, 4);
    double[] logDet = new double[LANES];
    Workspace s = t.workspace(N);
    float[] shift = new float[N * LANES];
    float[] y = new float[N * LANES];
    t.forward(N, zero, 0, h, shift, 0, logDet, s);
    t.forward(N, one, 0, h, y, 0, logDet, s);
    assertArrayEquals(new double[LANES], logDet);
    for (int lane = 0; lane < LANES; lane++) {
      double product = 1;
      for (int j = 0; j < N; j++) {
        double scale = (double) y[j * LANES + lane] - shift[j * LANES + lane];
        assertTrue(Math.abs(scale - 1) > 1e-6, "scale of lane " + lane);
        product *= scale;
      }
      // Each scale is a difference of floats of size 4 and less.
      assertEquals(1, product, 1e-5, "lane " + lane);
    }
  }

  @Test
  void volumePreservingScaleOfOneCoordinateIsOne() {
    Transformer t = new VolumePreserving(new TanhScale());
    float[] x = normal(1, 5);
    float[] h = normal(2, 6);
    float[] y = new float[LANES];
    t.forward(1, x, 0, h, y, 0, new double[LANES], t.workspace(1));
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(x[lane] + h[LANES + lane], y[lane], 0f, "lane " + lane);
    }
  }
}
