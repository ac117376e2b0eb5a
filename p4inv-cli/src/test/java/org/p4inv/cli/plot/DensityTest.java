package org.p4inv.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class DensityTest {
  private static final Box BOX = new Box(-5, 5, -5, 5);

  /** Sums of n numbers of one sign: n roundings of half a unit in the last place at most. */
  private static double rounding(int n) {
    return n * Math.ulp(1.0);
  }

  @Test
  void targetHasMassOneAndTheHeightOfAGaussian() {
    int n = 200;
    Density density = Density.of(gaussian(n));
    assertEquals(1, density.mass(), rounding(n * n));
    double cell = BOX.width() / n;
    // The highest cell is half a cell off the middle; 6e-7 of the mass lies outside the box.
    assertEquals(1 / (2 * Math.PI), density.max(), cell * cell);
  }

  @Test
  void contourOfAGaussianIsItsCircle() {
    Density density = Density.of(gaussian(200));
    Axes axes = new Axes(new Scale(-5, 5, -5, 5), new Scale(-5, 5, -5, 5));
    for (double mass : new double[] {0.5, 0.9, 0.99}) {
      Path2D contour = Contour.of(density, density.levelHolding(mass), axes);
      double radius = Math.sqrt(-2 * Math.log(1 - mass));
      Rectangle2D bounds = contour.getBounds2D();
      double cell = BOX.width() / 200;
      assertEquals(-radius, bounds.getMinX(), cell);
      assertEquals(radius, bounds.getMaxX(), cell);
      assertEquals(-radius, bounds.getMinY(), cell);
      assertEquals(radius, bounds.getMaxY(), cell);
    }
  }

  @Test
  void pointsOutsideTheBoxAreMissingFromTheMass() {
    Points points = new Points(2, new float[] {0, 0, 6, 0, Float.NaN, 0, -5, -5});
    Density density = Density.of(points, BOX);
    assertEquals(0.5, density.mass(), rounding(density.values.length));
    assertTrue(density.values[0] > 0, "a point in the lowest corner is inside");
  }

  private static EnergyGrid gaussian(int n) {
    float[] centres = EnergyGrid.centres(BOX, n, n);
    double[] energies = new double[n * n];
    for (int i = 0; i < energies.length; i++) {
      double x = centres[2 * i];
      double y = centres[2 * i + 1];
      energies[i] = (x * x + y * y) / 2;
    }
    return new EnergyGrid(BOX, n, n, energies);
  }
}
