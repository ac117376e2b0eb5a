package org.p4inv.flows.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Image;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.VolumePreserving;

/** The elementwise layers far from zero, where the battery does not go, and their domains. */
class ElementwiseTest {
  private static final double ROUNDOFF = 6e-8;

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** 64 numbers from -limit to limit. */
  private static float[] lanes(double limit) {
    float[] x = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      x[lane] = (float) (limit * (2 * lane - LANES + 1) / (LANES - 1));
    }
    return x;
  }

  /**
   * Values and log-slopes by formulas in double, and the way back.
   *
   * @param slack error of x on the way back, beyond its rounding, as the layer documents it
   */
  private static void assertTails(
      Bijection layer,
      double limit,
      DoubleUnaryOperator value,
      DoubleUnaryOperator logSlope,
      DoubleUnaryOperator slack) {
    BijectionCase c = new BijectionCase(layer.config().text("type"), layer, 1);
    float[] x = lanes(limit);
    Image image = Image.of(c, Direction.FORWARD, x);
    Image back = Image.of(c, Direction.INVERSE, image.tile());
    for (int lane = 0; lane < LANES; lane++) {
      String at = c + " at " + x[lane];
      double y = value.applyAsDouble(x[lane]);
      double l = logSlope.applyAsDouble(x[lane]);
      double backwards = ROUNDOFF * (4 + 8 * Math.abs(x[lane])) + slack.applyAsDouble(x[lane]);
      // The elementary functions err by up to 6 units in the last place, an exponential by as many
      // as its argument is large.
      assertEquals(y, image.tile()[lane], ROUNDOFF * (12 + Math.abs(x[lane])) * Math.abs(y), at);
      assertEquals(l, image.logDet()[lane], ROUNDOFF * 8 * (1 + Math.abs(l)), at + " log-slope");
      assertEquals(x[lane], back.tile()[lane], backwards, at + " and back");
    }
  }

  @Test
  void softplusKeepsItsDigits() {
    assertTails(new Softplus(1), 86, ElementwiseTest::softplus, x -> -softplus(-x), x -> 0);
  }

  @Test
  void sigmoidLosesDigitsTowardsOneOnly() {
    assertTails(
        new Sigmoid(1),
        16,
        x -> 1 / (1 + StrictMath.exp(-x)),
        x -> -softplus(x) - softplus(-x),
        x -> 2 * ROUNDOFF * StrictMath.exp(Math.max(x, 0)));
  }

  @Test
  void tanhLosesDigitsTowardsItsEnds() {
    assertTails(
        new Tanh(1),
        8,
        StrictMath::tanh,
        x -> 2 * (StrictMath.log(2) - x - softplus(-2 * x)),
        x -> 2 * ROUNDOFF * StrictMath.exp(2 * Math.abs(x)));
  }

  @Test
  void smallNumbersComeBackThroughTanh() {
    BijectionCase c = new BijectionCase("tanh", new Tanh(1), 1);
    float[] x = lanes(1e-6);
    float[] back = Image.of(c, Direction.INVERSE, Image.of(c, Direction.FORWARD, x).tile()).tile();
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(x[lane], back[lane], 8 * ROUNDOFF * Math.abs(x[lane]), "lane " + lane);
    }
  }

  @Test
  void pullbacksAreFiniteWhereValuesSaturate() {
    for (Bijection layer : new Bijection[] {new Softplus(1), new Sigmoid(1), new Tanh(1)}) {
      BijectionCase c = new BijectionCase("saturated", layer, 1);
      float[] x = lanes(200);
      float[] y = new float[LANES];
      float[] bar = c.normalTile(2);
      float[] xBar = new float[LANES];
      var s = c.workspace();
      layer.forward(c.weights(), x, y, new double[LANES], s);
      layer.forwardPullback(c.weights(), x, y, bar, c.normalLanes(3), xBar, new float[0], s);
      for (int lane = 0; lane < LANES; lane++) {
        assertTrue(Float.isFinite(xBar[lane]), layer.config() + " at " + x[lane]);
      }
    }
  }

  @Test
  void pointsOutsideTheDomainAreRefused() {
    Space reals = Space.reals(2);
    assertError(
        "the inverse of softplus must be given coordinates in (0.0, Infinity), coordinate 0",
        () -> new Softplus(2).preimage(reals));
    assertError("in (-1.0, 1.0)", () -> new Tanh(2).preimage(reals));
    assertError(
        "sigmoid must be given coordinates in (-Infinity, Infinity)",
        () -> new Sigmoid(2).image(Space.of(2, Interval.circle(0, 1))));
    assertEquals(Space.of(2, Interval.UNIT), Chain.of(new Tanh(2), new Sigmoid(2)).image(reals));
  }

  @Test
  void affineMovesTheEndsOfIntervals() {
    Bijection affine = new ElementwiseAffine(new double[] {-2, 1}, new double[] {1, 5});
    Interval half = new Interval(0, Double.POSITIVE_INFINITY, false);
    Space domain = Space.of(2, half);
    Space image =
        Space.of(2, new Interval(Double.NEGATIVE_INFINITY, 1, false))
            .with(1, new Interval(5, Double.POSITIVE_INFINITY, false));
    assertEquals(image, affine.image(domain));
    assertEquals(domain, affine.preimage(image));
    assertEquals(Space.unknown(2), affine.image(Space.unknown(2)));
  }

  @Test
  void badSettingsAreRefused() {
    assertError("d must be at least 1, got 0", () -> new Tanh(0));
    assertError("slope must be from 1e-6 to 1e6, got 0.0", () -> new LeakyRelu(2, 0));
    assertError("got 1 and 2", () -> new ElementwiseAffine(new double[] {1}, new double[] {1, 2}));
    assertError(
        "got 0.0 and 1.0 for coordinate 1",
        () -> new ElementwiseAffine(new double[] {1, 0}, new double[] {1, 1}));
  }

  private static void assertError(String message, Runnable run) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void transformersThatTieCoordinatesAreNotElementwise() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ElementwiseTransformer(3, new VolumePreserving(new TanhScale())));
    assertTrue(e.getMessage().contains("'volume-preserving'"), e.getMessage());
  }
}
