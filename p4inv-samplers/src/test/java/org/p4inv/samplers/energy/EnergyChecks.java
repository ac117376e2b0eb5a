package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.p4inv.core.testing.Allocation;

/** The part of the battery that needs no truth. */
final class EnergyChecks {
  private static final long SEED = 20_101_013;
  private static final float[] FAR = {
    0f, 1e-38f, 1e-20f, 1e1f, 3e1f, 1e2f, 1e4f, 1e8f, 1e12f, 1e19f, 1e30f, Float.MAX_VALUE
  };

  private final String label;
  private final Energy energy;
  private final double spread;
  private final boolean edges;
  private final int d;

  EnergyChecks(String label, Energy energy, double spread, boolean edges) {
    this.label = label;
    this.energy = energy;
    this.spread = spread;
    this.edges = edges;
    this.d = energy.dimension();
  }

  void description() {
    assertTrue(energy.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), () -> label + " name");
    assertTrue(d >= 1, () -> label + " dimension " + d);
    energy
        .constants()
        .forEach((name, value) -> assertTrue(Double.isFinite(value), () -> label + " " + name));
    assertEquals(energy.truth().logZ(), energy.truth().logZ(), () -> label + " log Z, twice");
  }

  /**
   * Differences with steps h and 2 h, extrapolated: R = (4 D(h) - D(2h)) / 3. The tolerance is the
   * change by the extrapolation, which is far above its error, and the rounding: of the gradient to
   * float, and of u to double, which is divided by h. Points and steps are such that no coordinate
   * is rounded.
   */
  void gradient() {
    gradient(-12, 0x1p-49);
  }

  /**
   * The same for an energy that goes through numbers in float: with longer steps, and a rounding of
   * u that many float operations leave, 2^-18 as a fraction.
   */
  void gradientInFloat() {
    gradient(-7, 0x1p-18);
  }

  private void gradient(int step, double rounding) {
    double h = Math.scalb(1.0, Math.getExponent(spread) + step);
    float[] x = TestPoints.tile(energy, spread, SEED);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (Math.rint(4 * x[i] / h) * h / 4);
    }
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    energy.evaluate(x, u, gradient);
    int compared = 0;
    boolean sloped = false;
    for (int j = 0; j < d; j += 1 + d / 64) {
      double[][] at = new double[5][LANES];
      for (int k = -2; k <= 2; k++) {
        at[k + 2] = energiesShifted(x, j, (float) (k * h));
      }
      for (int lane = 0; lane < LANES; lane++) {
        double near = (at[3][lane] - at[1][lane]) / (2 * h);
        double far = (at[4][lane] - at[0][lane]) / (4 * h);
        if (!Double.isFinite(near) || !Double.isFinite(far)) {
          continue;
        }
        double expected = (4 * near - far) / 3;
        double size = Math.max(Math.abs(at[0][lane]), Math.abs(at[4][lane]));
        double tolerance =
            Math.abs(near - far) / 3 + 0x1p-22 * Math.abs(expected) + rounding * (1 + size) / h;
        double actual = gradient[j * LANES + lane];
        String where = label + ", du/dx_" + j + " of lane " + lane + ", seed " + SEED;
        assertEquals(expected, actual, tolerance, where);
        compared++;
        sloped |= Math.abs(actual) > tolerance;
      }
    }
    assertTrue(compared >= LANES / 2, label + " has few points with a finite energy: " + compared);
    assertTrue(sloped || edges, label + " is flat: this tests nothing");
  }

  private double[] energiesShifted(float[] x, int j, float step) {
    float[] shifted = x.clone();
    for (int lane = 0; lane < LANES; lane++) {
      shifted[j * LANES + lane] += step;
    }
    double[] u = new double[LANES];
    energy.evaluate(shifted, u, new float[d * LANES]);
    return u;
  }

  void neverNaN() {
    float[] directions = TestPoints.tile(energy, spread, SEED + 1);
    float[] x = new float[d * LANES];
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    for (float far : FAR) {
      for (int i = 0; i < x.length; i++) {
        boolean axis = i % LANES < LANES / 2 && i / LANES % 2 != i % 2;
        x[i] = axis ? 0 : Math.copySign(far, directions[i]);
      }
      energy.evaluate(x, u, gradient);
      for (double value : u) {
        boolean legal = !Double.isNaN(value) && value != Double.NEGATIVE_INFINITY;
        assertTrue(legal, () -> label + " at a distance of " + far + " is " + value);
      }
      for (float value : gradient) {
        assertFalse(Float.isNaN(value), () -> label + " gradient at a distance of " + far);
      }
    }
  }

  void lanes() {
    float[] x = TestPoints.tile(energy, spread, SEED + 2);
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    energy.evaluate(x, u, gradient);
    for (int turn : new int[] {1, 17, 32}) {
      double[] turnedU = new double[LANES];
      float[] turnedGradient = new float[d * LANES];
      energy.evaluate(turned(x, turn), turnedU, turnedGradient);
      float[] expected = turned(gradient, turn);
      for (int lane = 0; lane < LANES; lane++) {
        int from = (lane + turn) % LANES;
        assertEquals(u[from], turnedU[lane], () -> label + ", lanes turned by " + turn);
      }
      assertArrayEquals(expected, turnedGradient, () -> label + ", lanes turned by " + turn);
    }
    float[] copies = x.clone();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = x[i / LANES * LANES + 5];
    }
    double[] same = new double[LANES];
    energy.evaluate(copies, same, new float[d * LANES]);
    double[] expected = new double[LANES];
    Arrays.fill(expected, u[5]);
    assertArrayEquals(expected, same, () -> label + ", 64 copies of one point");
  }

  private static float[] turned(float[] tile, int turn) {
    float[] turned = new float[tile.length];
    for (int i = 0; i < tile.length; i++) {
      int row = i / LANES * LANES;
      turned[i] = tile[row + (i - row + turn) % LANES];
    }
    return turned;
  }

  void overwrites() {
    float[] x = TestPoints.tile(energy, spread, SEED + 3);
    float[] before = x.clone();
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    energy.evaluate(x, u, gradient);
    assertArrayEquals(before, x, () -> label + " must not change x");
    double[] staleU = new double[LANES];
    float[] staleGradient = new float[d * LANES];
    Arrays.fill(staleU, 7);
    Arrays.fill(staleGradient, 7);
    energy.evaluate(x, staleU, staleGradient);
    assertArrayEquals(u, staleU, () -> label + " must overwrite the energy");
    assertArrayEquals(gradient, staleGradient, () -> label + " must overwrite the gradient");
  }

  void allocation() {
    float[] x = TestPoints.tile(energy, spread, SEED + 4);
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    Allocation.none(label, () -> energy.evaluate(x, u, gradient));
  }

  void threads() throws Exception {
    int count = 4;
    List<Future<Void>> results = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      for (int thread = 0; thread < count; thread++) {
        float[] x = TestPoints.tile(energy, spread, SEED + 5 + thread);
        double[] u = new double[LANES];
        float[] gradient = new float[d * LANES];
        energy.evaluate(x, u, gradient);
        results.add(pool.submit(() -> repeat(x, u, gradient)));
      }
      for (Future<Void> result : results) {
        result.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private Void repeat(float[] x, double[] expectedU, float[] expectedGradient) {
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    for (int i = 0; i < 500; i++) {
      energy.evaluate(x, u, gradient);
      assertArrayEquals(expectedU, u, () -> label + " beside other threads");
      assertArrayEquals(expectedGradient, gradient, () -> label + " beside other threads");
    }
    return null;
  }
}
