package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every element has a place of its own, and is put there. */
class PackedMatrixTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 4", "3, 5", "11, 64", "9, 128", "8, 129", "131, 7", "130, 260"})
  void elementsArePackedWhereTheyBelong(int m, int k) {
    String shape = m + " x " + k;
    double[] a = new double[3 + m * k];
    for (int i = 3; i < a.length; i++) {
      a[i] = i + 0.5;
    }
    float[] packed = new float[PackedMatrix.length(m, k)];
    float[] transposed = new float[PackedMatrix.length(k, m)];
    for (int i = 0; i < m; i += 4) {
      int rows = Math.min(4, m - i);
      PackedMatrix.packRows(m, k, a, 3 + i * k, i, rows, packed);
      PackedMatrix.packTransposed(m, k, a, 3 + i * k, i, rows, transposed);
    }
    boolean[] taken = new boolean[packed.length];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        String element = shape + ", element " + i + ", " + p;
        int at = PackedMatrix.at(m, k, i, p);
        assertTrue(!taken[at], () -> element + ": its place is another's");
        taken[at] = true;
        assertEquals((float) a[3 + i * k + p], packed[at], element);
        int transposedAt = PackedMatrix.at(k, m, p, i);
        assertEquals(packed[at], transposed[transposedAt], () -> element + ", transposed");
      }
    }
  }
}
