package org.p4inv.core.kernel;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Cases of the uniform random numbers. */
final class UniformCases {
  private static final int PAIRS = 64;

  private UniformCases() {}

  /** Radii and angles, one output after the other, from the words of single blocks. */
  static Stream<KernelCase> uniform(int m, int k, Random random) {
    int[] c = random.ints(6).toArray();
    double[] expected = new double[2 * PAIRS];
    for (int i = 0; i < Philox.BLOCKS; i++) {
      long[] words = new long[Philox.WORDS];
      Philox.block(c[0] + i, c[1], c[2], c[3], c[4], c[5], words, 0, 1);
      int place = i < 16 ? 2 * i : 2 * (i - 16) + 1;
      for (int half = 0; half < 2; half++) {
        expected[half * 32 + place] = (float) ((words[2 * half] + 1) * 0x1p-32);
        expected[PAIRS + half * 32 + place] = (words[2 * half + 1] >>> 8) * 0x1p-24;
      }
    }
    return Stream.of(
        new KernelCase(
            "uniform",
            "counter " + c[0],
            List.of(),
            Slice.of(new float[2 * PAIRS]),
            (kernels, out) -> {
              float[] radius = new float[PAIRS];
              float[] angle = new float[PAIRS];
              long[] scratch = new long[Philox.WORDS * Philox.BLOCKS];
              kernels.uniform(c[0], c[1], c[2], c[3], c[4], c[5], radius, angle, scratch);
              System.arraycopy(radius, 0, out.floats, Slice.AT, PAIRS);
              System.arraycopy(angle, 0, out.floats, Slice.AT + PAIRS, PAIRS);
            },
            expected,
            expected,
            new double[2 * PAIRS]));
  }
}
