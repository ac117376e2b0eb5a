package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * Up to 64 rows of 64 numbers, copied to where the JIT compiler vectorises a product with them.
 *
 * <p>C2 vectorises a loop that writes one array and reads another only if both are indexed alike up
 * to constants: it cannot otherwise exclude that they are one array and overlap. The rows of a tile
 * stand at variable offsets, so they are copied, 8 rows to an array, and each row of the result is
 * summed in an array of its own. The copies cost a few per cent of the product. A panel belongs to
 * its thread, 16 KB that are allocated once.
 */
final class ScalarPanel {
  /** Rows that one pass over the sums multiplies; more are no faster on JDK 25. */
  static final int STEP = 8;

  /** Rows of a panel. */
  static final int ROWS = 64;

  private static final ThreadLocal<ScalarPanel> OF_THREAD =
      ThreadLocal.withInitial(ScalarPanel::new);

  private final float[][] steps = new float[ROWS / STEP][STEP * LANES];
  private final float[] sums = new float[LANES];

  private ScalarPanel() {}

  static ScalarPanel ofThisThread() {
    return OF_THREAD.get();
  }

  /**
   * Copies rows of {@code width} numbers, {@code bs} apart; the other lanes keep what they hold.
   */
  void load(int rows, float[] b, int bo, int bs, int width) {
    for (int p = 0; p < rows; p++) {
      System.arraycopy(b, bo + p * bs, steps[p / STEP], p % STEP * LANES, width);
    }
  }

  /** C[m x width] += W[m x rows] times the panel; {@code rows} is a multiple of {@link #STEP}. */
  void multiplyAdd(
      int m, int rows, float[] w, int wo, int ws, int wp, float[] c, int co, int cs, int width) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(c, co + i * cs, sums, 0, width);
      for (int p = 0; p < rows; p += STEP) {
        add(w, wo + i * ws + p * wp, wp, steps[p / STEP], sums);
      }
      System.arraycopy(sums, 0, c, co + i * cs, width);
    }
  }

  private static void add(float[] w, int wo, int wp, float[] b, float[] sums) {
    float w0 = w[wo];
    float w1 = w[wo + wp];
    float w2 = w[wo + 2 * wp];
    float w3 = w[wo + 3 * wp];
    float w4 = w[wo + 4 * wp];
    float w5 = w[wo + 5 * wp];
    float w6 = w[wo + 6 * wp];
    float w7 = w[wo + 7 * wp];
    for (int lane = 0; lane < LANES; lane++) {
      float sum = Math.fma(w0, b[lane], sums[lane]);
      sum = Math.fma(w1, b[lane + LANES], sum);
      sum = Math.fma(w2, b[lane + 2 * LANES], sum);
      sum = Math.fma(w3, b[lane + 3 * LANES], sum);
      sum = Math.fma(w4, b[lane + 4 * LANES], sum);
      sum = Math.fma(w5, b[lane + 5 * LANES], sum);
      sum = Math.fma(w6, b[lane + 6 * LANES], sum);
      sums[lane] = Math.fma(w7, b[lane + 7 * LANES], sum);
    }
  }
}
