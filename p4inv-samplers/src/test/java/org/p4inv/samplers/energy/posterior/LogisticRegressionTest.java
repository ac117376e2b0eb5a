package org.p4inv.samplers.energy.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.TestPoints;

class LogisticRegressionTest {

  /** Normal features, labels by a coin that leans with their sum. */
  static LabelledRows rows(int n, int p) {
    RandomStream random = new RandomStream(6, Domain.APPLICATION);
    float[] normal = new float[p];
    double[][] features = new double[n][p];
    boolean[] labels = new boolean[n];
    for (int i = 0; i < n; i++) {
      random.gaussian(normal, 0, p);
      double sum = 0;
      for (int j = 0; j < p; j++) {
        features[i][j] = normal[j];
        sum += normal[j];
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-sum));
    }
    return new LabelledRows(features, labels);
  }

  @Test
  void againstTheBernoulliLikelihood(@TempDir Path folder) throws Exception {
    LabelledRows rows = rows(25, 2);
    StringBuilder text = new StringBuilder("size, weight, label\n");
    for (int i = 0; i < 25; i++) {
      double[] row = rows.features()[i];
      text.append(row[0]).append(", ").append(row[1]).append(',');
      text.append(rows.labels()[i] ? 1 : 0).append('\n');
    }
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, text);
    LabelledRows read = LabelledRows.read(csv);
    assertArrayEquals(rows.labels(), read.labels());
    Energy with = LogisticRegression.withPrior(read, 3);
    Energy without = LogisticRegression.withoutPrior(read);
    assertEquals(Map.of("prior-deviation", 3.0), with.constants());
    float[] x = TestPoints.tile(with, 1, 2);
    double[] u = new double[LANES];
    double[] v = new double[LANES];
    with.evaluate(x, u, new float[x.length]);
    without.evaluate(x, v, new float[x.length]);
    for (int lane = 0; lane < LANES; lane++) {
      double a = x[lane];
      double b = x[LANES + lane];
      double c = x[2 * LANES + lane];
      double log = 0;
      for (int i = 0; i < 25; i++) {
        double z = a * rows.features()[i][0] + b * rows.features()[i][1] + c;
        double chance = 1 / (1 + Math.exp(-z));
        log += Math.log(rows.labels()[i] ? chance : 1 - chance);
      }
      assertEquals(-log, v[lane], 1e-10);
      double prior = (a * a + b * b + c * c) / 18 + 3 * Math.log(3 * Math.sqrt(2 * Math.PI));
      assertEquals(prior - log, u[lane], 1e-10);
    }
  }

  @Test
  void standardisedRows() {
    LabelledRows rows = new LabelledRows(new double[][] {{1, 10}, {3, 40}}, new boolean[2]);
    assertArrayEquals(new double[] {-1, -1}, rows.standardised().features()[0]);
    LabelledRows flat = new LabelledRows(new double[][] {{1, 5}, {2, 5}}, new boolean[2]);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, flat::standardised);
    assertEquals("feature 2 must vary to be standardised, all rows have 5.0", e.getMessage());
  }

  @Test
  void faultsNameLineAndColumn(@TempDir Path folder) throws Exception {
    assertFault(folder, "1,2,0\n\n1,x,1\n", "line 3, column 2 must be a number, got `x`");
    assertFault(folder, "1,2,0\n1,1\n", "line 2 must have 3 columns, it has 2");
    assertFault(folder, "a,b\n1,2\n", "line 2, column 2 must be the label 0 or 1, got `2`");
    assertFault(folder, "NaN,1\n", "line 1, column 1 must be from -1e30 to 1e30, got `NaN`");
    assertFault(folder, "5\n", "line 1 must have at least 2 columns, it has 1");
    Path empty = folder.resolve("empty.csv");
    Files.writeString(empty, "a,b\n");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> LabelledRows.read(empty));
    assertEquals("empty.csv must have at least one row", e.getMessage());
  }

  private static void assertFault(Path folder, String text, String message) throws Exception {
    Path csv = folder.resolve("faulty.csv");
    Files.writeString(csv, text);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> LabelledRows.read(csv));
    assertEquals("faulty.csv, " + message, e.getMessage());
  }

  @Test
  void shapesThatDoNotFit() {
    double[][] ragged = {{1, 2}, {3}};
    assertThrows(IllegalArgumentException.class, () -> new LabelledRows(ragged, new boolean[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelledRows(new double[][] {{1}}, new boolean[2]));
    assertThrows(IllegalArgumentException.class, () -> LogisticRegression.withPrior(rows(5, 1), 0));
    assertTrue(LogisticRegression.withoutPrior(rows(5, 4)).dimension() == 5);
  }
}
