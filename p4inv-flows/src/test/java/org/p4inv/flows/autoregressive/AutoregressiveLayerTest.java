package org.p4inv.flows.autoregressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.Transformer;

/** What is special about autoregressive layers. */
class AutoregressiveLayerTest {
  private static final int D = 4;

  private static Bijection layer() {
    return AutoregressiveLayer.inverseAutoregressive(
        D, new Affine(new TanhScale()), 0, Activation.TANH, 11);
  }

  /** The affine transformer with another answer to one question. */
  private static Transformer affineBut(String question, Object answer) {
    return (Transformer)
        Proxy.newProxyInstance(
            Transformer.class.getClassLoader(),
            new Class<?>[] {Transformer.class},
            (proxy, method, arguments) ->
                method.getName().equals(question)
                    ? answer
                    : method.invoke(new Affine(new TanhScale()), arguments));
  }

  @Test
  void startsAsTheIdentity() {
    Bijection layer = layer();
    float[] parameters = new float[layer.parameterCount()];
    Weights w = layer.bind(new Storage(parameters, new double[0], layer));
    layer.initialise(w, new RandomStream(1, Domain.START));
    float[] x = new BijectionCase("layer", layer, 1).normalTile(1);
    float[] y = new float[x.length];
    double[] logDet = new double[LANES];
    layer.forward(w, x, y, logDet, layer.workspace());
    assertArrayEquals(x, y, "image");
    assertArrayEquals(new double[LANES], logDet, "log-det");
  }

  @Test
  void coordinateDependsOnThoseBefore() {
    BijectionCase c = new BijectionCase("layer", layer(), 2);
    float[] x = c.normalTile(2);
    float[] y = new float[x.length];
    float[] z = new float[x.length];
    c.bijection().forward(c.weights(), x, y, new double[LANES], c.workspace());
    for (int k = 0; k < D; k++) {
      float[] changed = x.clone();
      changed[k * LANES] += 1;
      c.bijection().forward(c.weights(), changed, z, new double[LANES], c.workspace());
      for (int j = 0; j < D; j++) {
        assertEquals(k <= j, y[j * LANES] != z[j * LANES], "y_" + j + " of x_" + k);
      }
    }
  }

  /** The inverse must not read a coordinate before it has found it. */
  @Test
  void inverseReadsNothingOfTheTileItWrites() {
    BijectionCase c = new BijectionCase("layer", layer(), 3);
    float[] y = c.normalTile(3);
    float[] expected = new float[y.length];
    float[] x = new float[y.length];
    Arrays.fill(x, Float.NaN);
    c.bijection().inverse(c.weights(), y, expected, new double[LANES], c.workspace());
    c.bijection().inverse(c.weights(), y, x, new double[LANES], c.workspace());
    assertArrayEquals(expected, x);
  }

  /** In the same place to the last bits: nothing converges, there is no tolerance. */
  @Test
  void inverseOfManyCoordinatesIsExact() {
    int d = 40;
    Bijection layer =
        AutoregressiveLayer.inverseAutoregressive(
            d, new Affine(new TanhScale()), 0, Activation.TANH, 64);
    float[] parameters = new float[layer.parameterCount()];
    Weights w = layer.bind(new Storage(parameters, new double[0], layer));
    new RandomStream(4, Domain.START).gaussian(parameters, 0, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 0.1f;
    }
    float[] x = new float[d * LANES];
    new RandomStream(5, Domain.APPLICATION).gaussian(x, 0, x.length);
    float[] y = new float[x.length];
    float[] back = new float[x.length];
    double[] logDet = new double[LANES];
    layer.forward(w, x, y, logDet, layer.workspace());
    layer.inverse(w, y, back, logDet, layer.workspace());
    // A rounding of x_j moves h of the 39 coordinates behind it, each time by less than itself.
    assertArrayEquals(x, back, 1e-4f);
  }

  @Test
  void transformersThatTieCoordinatesAreRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                AutoregressiveLayer.inverseAutoregressive(
                    D, affineBut("elementwise", false), 0, Activation.TANH));
    assertTrue(e.getMessage().contains("ties the coordinates"), e.getMessage());
  }

  @Test
  void spacesAreThoseOfTheTransformer() {
    Bijection unit =
        AutoregressiveLayer.inverseAutoregressive(
            D, affineBut("domain", Interval.UNIT), 0, Activation.TANH);
    Space cube = Space.of(D, Interval.UNIT);
    assertEquals(cube, unit.image(cube));
    assertEquals(cube, unit.preimage(Space.unknown(D)));
    Exception e = assertThrows(IllegalArgumentException.class, () -> unit.image(Space.reals(D)));
    assertTrue(e.getMessage().startsWith("autoregressive"), e.getMessage());
    assertEquals(Space.reals(D), layer().image(Space.reals(D)));
  }

  @Test
  void conditionersOfAnotherKindAreRefused() {
    Config mlp =
        Config.of("type", "mlp")
            .with("widths", new int[] {D, 2 * D})
            .with("context", 0)
            .with("activation", "tanh");
    Config config = layer().config();
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BijectionReader().read(config.with("conditioner", mlp)));
    assertTrue(e.getMessage().contains("masked-mlp, got mlp"), e.getMessage());
    Config narrow = config.object("conditioner").with("outputs", 1);
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BijectionReader().read(config.with("conditioner", narrow)));
    assertTrue(e.getMessage().contains("8, got 4"), e.getMessage());
  }
}
