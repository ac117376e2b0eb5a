package org.p4inv.flows.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.normalization.ActNorm;

/** The edges of boxes and tori. */
class UniformTest {
  private static final double OUTSIDE = Double.NEGATIVE_INFINITY;

  private static double logDensity(Uniform density, float... z) {
    Flow flow = Flow.initial(density, Permutation.reversal(z.length), 1);
    return flow.logDensity(z)[0];
  }

  @Test
  void aBoxEndsWhereItsEndsAreInFloat() {
    // The float next to 0.1 is above it: a point that was rounded to it still counts.
    Uniform box = Uniform.box(new double[] {-2}, new double[] {0.1});
    double inside = -StrictMath.log(2.1);
    assertEquals(inside, logDensity(box, 0f), 1e-15);
    assertEquals(inside, logDensity(box, -2f), 1e-15);
    assertEquals(inside, logDensity(box, 0.1f), 1e-15);
    assertEquals(OUTSIDE, logDensity(box, Math.nextUp(0.1f)));
    assertEquals(OUTSIDE, logDensity(box, Math.nextDown(-2f)));
  }

  @Test
  void onePointOutsideInOneCoordinateIsEnough() {
    Uniform box = Uniform.box(new double[] {0, 0}, new double[] {1, 2});
    assertEquals(-StrictMath.log(2), logDensity(box, 1.5f, 0.5f), 1e-15);
    assertEquals(OUTSIDE, logDensity(box, 1.5f, 1.5f));
    assertEquals(OUTSIDE, logDensity(box, 2.5f, 0.5f));
  }

  @Test
  void aCircleHasNoOutside() {
    Uniform torus = Uniform.torus(new double[] {0}, new double[] {1});
    assertEquals(0, logDensity(torus, 17.25f));
    double[] values = new double[LANES];
    float[] z = new float[LANES];
    z[3] = Float.NaN;
    torus.addLogDensity(null, z, values, torus.workspace());
    assertEquals(OUTSIDE, values[3]);
  }

  /** Two floats lie between the ends: rounding alone would often give the ends themselves. */
  @Test
  void samplesAreStrictlyInsideInFloat() {
    double low = 1;
    double high = 1 + 3 * 0x1p-23;
    Uniform box = Uniform.box(new double[] {low}, new double[] {high});
    float[] z = new float[LANES];
    box.sample(null, new RandomStream(1, Domain.SAMPLING), z, box.workspace());
    assertEquals(
        List.of(1 + 0x1p-23f, 1 + 2 * 0x1p-23f),
        Arrays.asList(boxed(z)).stream().distinct().sorted().toList());
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return boxed;
  }

  @Test
  void layersOfTheLineDoNotTakeATorus() {
    Uniform torus = Uniform.torus(new double[] {0}, new double[] {1});
    assertMessage("circle [0.0, 1.0)", () -> Flow.initial(torus, new ActNorm(1), 1));
  }

  @Test
  void badEndsAreNamed() {
    assertMessage("high must have length 1", () -> Uniform.box(new double[1], new double[2]));
    assertMessage("low must be below", () -> Uniform.box(new double[] {1}, new double[] {1}));
    assertMessage("at least 1", () -> Uniform.box(new double[0], new double[0]));
    assertMessage("coordinate 0 is (-Inf", () -> Uniform.of(List.of(Interval.REAL)));
    assertMessage(
        "floats between", () -> Uniform.box(new double[] {1}, new double[] {1 + 0x1p-40}));
  }

  private static void assertMessage(String expected, Executable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
