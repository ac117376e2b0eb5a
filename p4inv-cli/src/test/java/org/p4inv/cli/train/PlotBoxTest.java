package org.p4inv.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.p4inv.cli.plot.Box;
import org.p4inv.samplers.energy.Energies;

class PlotBoxTest {

  @Test
  void holdsBothWells() {
    Box box = PlotBox.of(Energies.create("double-well"), new float[0]).orElseThrow();
    assertTrue(box.xMin() < -2 && box.xMax() > 2, box::toString);
    assertTrue(box.yMin() < -3 && box.yMax() > 3, box::toString);
    assertTrue(box.xMin() > -4 && box.xMax() < 4, box::toString);
  }

  @Test
  void leavesOutliersAndBrokenNumbersAside() {
    float[] points = new float[2 * 10_000];
    for (int i = 0; i < 10_000; i++) {
      points[2 * i] = i / 10_000f;
      points[2 * i + 1] = -i / 10_000f;
    }
    points[0] = 1e30f;
    points[2] = Float.NaN;
    points[5] = Float.NEGATIVE_INFINITY;
    Box box = PlotBox.around(points).orElseThrow();
    assertEquals(1.3, box.xMax() - box.xMin(), 0.01);
    assertEquals(1.3, box.yMax() - box.yMin(), 0.01);
  }

  @Test
  void isEmptyWherePointsDoNotSpanThePlane() {
    assertEquals(Optional.empty(), PlotBox.around(new float[] {1, 2, 1, 3, 1, 4}));
    assertEquals(Optional.empty(), PlotBox.around(new float[] {Float.NaN, Float.NaN}));
  }
}
