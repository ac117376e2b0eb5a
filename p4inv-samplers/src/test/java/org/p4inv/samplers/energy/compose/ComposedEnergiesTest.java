package org.p4inv.samplers.energy.compose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

class ComposedEnergiesTest {
  private static final Energy WELLS = new DoubleWell(-0.5, -6, 1);
  private static final Energy GAUSSIAN = new IsotropicGaussian(2, 0.5, 1.5);

  /** x^2 / 2 in 1-D where x is positive, infinite elsewhere, with an infinite gradient there. */
  private static final Energy HALF =
      new PointwiseEnergy(
          "half",
          1,
          (x, gradient) -> {
            gradient[0] = x[0] > 0 ? x[0] : Double.NEGATIVE_INFINITY;
            return x[0] > 0 ? 0.5 * x[0] * x[0] : Double.POSITIVE_INFINITY;
          });

  private static final Energy STEEP =
      new PointwiseEnergy(
          "steep",
          1,
          (x, gradient) -> {
            gradient[0] = Double.POSITIVE_INFINITY;
            return 1e100;
          });

  private final double[] u = new double[LANES];
  private final float[] gradient = new float[2 * LANES];

  /** Evaluates at (x1, x2) in lane 5. */
  private void at(Energy energy, float x1, float x2) {
    float[] x = new float[energy.dimension() * LANES];
    x[5] = x1;
    if (energy.dimension() == 2) {
      x[LANES + 5] = x2;
    }
    energy.evaluate(x, u, gradient);
  }

  @Test
  void temperedByHand() {
    Tempered tempered = new Tempered(WELLS, 0.25);
    at(tempered, 1, 2);
    assertEquals(0.25 * (-0.5 - 6 + 1 + 2), u[5]);
    assertEquals(0.25f * 2, gradient[LANES + 5]);
    assertEquals("tempered-double-well", tempered.name());
    assertEquals(Map.of("beta", 0.25), tempered.constants());
    assertSame(WELLS, tempered.base());
    assertEquals(2, tempered.truth().modes().size());
    assertTrue(tempered.truth().logZ().isEmpty());
    States states = tempered.truth().states().orElseThrow();
    assertEquals(List.of("left", "right"), states.names());
    assertTrue(states.logProbability(1).isEmpty());
    assertSame(WELLS.truth(), new Tempered(WELLS, 1).truth());
  }

  /** u(3, 0) = -1.5 - 54 + 81 = 25.5, du/dx1 = -0.5 - 36 + 108 = 71.5. */
  @Test
  void clippedByHand() {
    Clipped clipped = new Clipped(WELLS, 5.5);
    at(clipped, 3, 0);
    assertEquals(5.5 + Math.log(21), u[5], 1e-15);
    assertEquals((float) (71.5 / 21), gradient[5]);
    at(clipped, 1, 2);
    assertEquals(-3.5, u[5]);
    assertEquals(2, gradient[LANES + 5]);
    assertSame(WELLS, clipped.exact());
    assertEquals(Map.of("from", 5.5), clipped.constants());
    assertEquals(2, clipped.truth().modes().size());
    assertTrue(clipped.truth().logZ().isEmpty());
  }

  @Test
  void clippedLeavesInfinityWithoutAGradient() {
    at(new Clipped(HALF, 1), -1, 0);
    assertEquals(Double.POSITIVE_INFINITY, u[5]);
    assertEquals(0, gradient[5]);
    at(new Clipped(STEEP, 1), 1, 0);
    assertEquals(1 + Math.log(1e100), u[5], 1e-12);
    assertEquals(Float.POSITIVE_INFINITY, gradient[5]);
  }

  @Test
  void shiftedKeepsTheTruth() {
    Shifted shifted = new Shifted(WELLS, new float[] {2.5f, -1});
    at(shifted, 3.5f, 1);
    assertEquals(-3.5, u[5]);
    Truth truth = shifted.truth();
    assertEquals(WELLS.truth().logZ(), truth.logZ());
    assertEquals(WELLS.truth().modes().get(0)[0] + 2.5, truth.modes().get(0)[0]);
    assertEquals(-1, truth.modes().get(1)[1]);
    States states = truth.states().orElseThrow();
    assertEquals(0, states.stateOf(new float[] {2.25f, 0}, 0, 1));
    assertEquals(1, states.stateOf(new float[] {2.75f, 0}, 0, 1));
    assertEquals(WELLS.truth().states().orElseThrow().logProbability(1), states.logProbability(1));
    Truth moved = new Shifted(GAUSSIAN, new float[] {1, 2}).truth();
    assertArrayEquals(new double[] {1.5, 2.5}, moved.moments().orElseThrow().mean());
    assertArrayEquals(new double[] {2.25, 2.25}, moved.moments().orElseThrow().variance());
    assertEquals(GAUSSIAN.truth().entropy(), moved.entropy());
  }

  @Test
  void sumByHand() {
    Sum sum = new Sum(List.of(WELLS, GAUSSIAN, GAUSSIAN));
    at(sum, 1, 2);
    assertEquals(-3.5 + (0.25 + 2.25) / 2.25, u[5], 1e-15);
    assertEquals(2 + 2 * 1.5 / 2.25, gradient[LANES + 5], 1e-6);
    assertEquals("double-well-plus-gaussian-plus-gaussian", sum.name());
  }

  /** -infinity and +infinity, of two terms beyond the range of float, are no NaN. */
  @Test
  void oppositeInfiniteGradients() {
    at(new Sum(List.of(HALF, STEEP)), -1, 0);
    assertEquals(Double.POSITIVE_INFINITY, u[5]);
    assertEquals(0, gradient[5]);
    at(new Bridge(HALF, STEEP, 0.5), -1, 0);
    assertEquals(Double.POSITIVE_INFINITY, u[5]);
    assertEquals(0, gradient[5]);
  }

  @Test
  void bridgeByHand() {
    Bridge bridge = new Bridge(WELLS, GAUSSIAN, 0.25);
    at(bridge, 1, 2);
    assertEquals(0.75 * -3.5 + 0.25 * 2.5 / 4.5, u[5], 1e-15);
    assertEquals(0.75 * 2 + 0.25 * 1.5 / 2.25, gradient[LANES + 5], 1e-6);
    at(bridge.at(0.5), 1, 2);
    assertEquals(0.5 * -3.5 + 0.5 * 2.5 / 4.5, u[5], 1e-15);
    assertEquals("double-well-to-gaussian", bridge.name());
    assertTrue(bridge.truth().logZ().isEmpty());
    assertSame(WELLS.truth(), bridge.at(0).truth());
    assertSame(GAUSSIAN.truth(), bridge.at(1).truth());
  }

  /** An infinite energy counts from the first step on, and not at the other end. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 0.5, 1})
  void infiniteEnds(double beta) {
    Energy line = new IsotropicGaussian(1, 0, 1);
    at(new Bridge(line, HALF, beta), -2, 0);
    assertEquals(beta == 0 ? 2 : Double.POSITIVE_INFINITY, u[5]);
    at(new Bridge(HALF, line, beta), -2, 0);
    assertEquals(beta == 1 ? 2 : Double.POSITIVE_INFINITY, u[5]);
  }

  @Test
  void boxedByHand() {
    Boxed boxed = new Boxed(WELLS, new float[] {-1, -1}, new float[] {1, 2});
    at(boxed, 1, 2);
    assertEquals(-3.5, u[5]);
    assertEquals(2, gradient[LANES + 5]);
    for (float[] outside : new float[][] {{1.01f, 0}, {-1.01f, 0}, {0, 2.01f}, {0, -1.01f}}) {
      at(boxed, outside[0], outside[1]);
      assertEquals(Double.POSITIVE_INFINITY, u[5]);
      assertEquals(0, gradient[5]);
      assertEquals(0, gradient[LANES + 5]);
      States states = boxed.truth().states().orElseThrow();
      assertEquals(States.NONE, states.stateOf(outside, 0, 1));
    }
  }

  @Test
  void samplesOfABox() {
    float[] lower = {-1, Float.NEGATIVE_INFINITY};
    float[] upper = {0.5f, 0};
    Truth truth = new Boxed(GAUSSIAN, lower, upper).truth();
    float[] points = new float[2_000];
    truth.sampler().orElseThrow().sample(new RandomStream(1, Domain.TARGET), points, 1_000);
    for (int i = 0; i < points.length; i += 2) {
      assertTrue(points[i] >= -1 && points[i] <= 0.5f && points[i + 1] <= 0, "row " + i / 2);
    }
    assertTrue(truth.modes().isEmpty() && truth.logZ().isEmpty());
  }

  @Test
  void invalidArguments() {
    assertMessage("`by` must have length d = 2, got 1", () -> new Shifted(WELLS, new float[] {1}));
    assertMessage(
        "`by` must be finite, got NaN", () -> new Shifted(WELLS, new float[] {1, Float.NaN}));
    assertMessage("`terms` must hold one energy at least", () -> new Sum(List.of()));
    assertMessage(
        "`terms` must have the dimension d = 2, got 1", () -> new Sum(List.of(WELLS, HALF)));
    assertMessage("`end` must have the dimension d = 2, got 1", () -> new Bridge(WELLS, HALF, 0.5));
    assertMessage("constant `beta` must be from 0 to 1, got 2", () -> new Bridge(WELLS, WELLS, 2));
    assertMessage(
        "`upper` must be above `lower` = 1.0 at 0, got 1.0",
        () -> new Boxed(HALF, new float[] {1}, new float[] {1}));
    assertMessage(
        "`lower` must have length d = 1, got 2",
        () -> new Boxed(HALF, new float[2], new float[] {1}));
    assertMessage(
        "constant `from` must be from -1.0E9 to 1.0E9, got NaN",
        () -> new Clipped(HALF, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Tempered(HALF, 0));
  }

  private static void assertMessage(String message, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, e.getMessage());
  }
}
