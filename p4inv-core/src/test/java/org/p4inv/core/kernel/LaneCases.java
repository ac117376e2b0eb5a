package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Slice.AT;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.p4inv.core.testing.Numbers;

/** Cases of the operations that join the rows of a tile with one double for each point. */
final class LaneCases {
  private static final double FACTOR = -0.75;

  private LaneCases() {}

  static Stream<KernelCase> addRows(int m, int k, Random random) {
    return Stream.of(sums("addRows", m, random));
  }

  /** Ordinary numbers, and among them zeros, subnormals, the largest, infinities and NaN. */
  static Stream<KernelCase> addSquares(int m, int k, Random random) {
    float[] extremes = Numbers.floats(random, m * LANES);
    float[] values = {
      0f, -0f, Float.MIN_VALUE, -1e-40f, Float.MIN_NORMAL, Float.MAX_VALUE, 1e-30f, -3e38f
    };
    for (int i = 0; i < extremes.length; i += 3) {
      extremes[i] = values[random.nextInt(values.length)];
    }
    float[] broken = Numbers.floats(random, m * LANES);
    broken[7] = Float.POSITIVE_INFINITY;
    broken[30] = Float.NEGATIVE_INFINITY;
    broken[50] = Float.NaN;
    return Stream.of(
        sums("addSquares", m, random),
        sums("addSquares", m, extremes, random),
        sums("addSquares", m, broken, random));
  }

  /**
   * The sums of the documented order, which is exact enough to be its own comparison by value: it
   * is in double precision.
   */
  private static KernelCase sums(String operation, int m, Random random) {
    return sums(operation, m, Numbers.floats(random, m * LANES), random);
  }

  private static KernelCase sums(String operation, int m, float[] numbers, Random random) {
    boolean squares = operation.equals("addSquares");
    Slice x = Slice.of(numbers);
    double[] start = Numbers.doubles(random, LANES);
    double[] sums = new double[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      double sum = 0;
      for (int i = 0; i < m; i++) {
        double value = x.get(i * LANES + lane);
        sum = squares ? Math.fma(value, value, sum) : sum + value;
      }
      sums[lane] = Math.fma(FACTOR, sum, start[lane]);
    }
    return new KernelCase(
        operation,
        "m " + m,
        List.of(x),
        Slice.of(start),
        (kernels, lanes) -> {
          // Lane accumulators begin at 0: they are whole arrays of 64.
          double[] all = new double[LANES];
          System.arraycopy(lanes.doubles, AT, all, 0, LANES);
          if (squares) {
            kernels.addSquares(m, FACTOR, x.floats, AT, all);
          } else {
            kernels.addRows(m, FACTOR, x.floats, AT, all);
          }
          System.arraycopy(all, 0, lanes.doubles, AT, LANES);
        },
        sums,
        sums,
        new double[LANES]);
  }

  static Stream<KernelCase> scaleLanesAdd(int m, int k, Random random) {
    Slice x = Slice.of(Numbers.floats(random, m * LANES));
    Slice y = Slice.of(Numbers.floats(random, m * LANES));
    double[] factors = Numbers.doubles(random, LANES);
    double[] scaled = new double[m * LANES];
    for (int i = 0; i < scaled.length; i++) {
      float factor = (float) (FACTOR * factors[i % LANES]);
      scaled[i] = Math.fma(factor, (float) x.get(i), (float) y.get(i));
    }
    return Stream.of(
        new KernelCase(
            "scaleLanesAdd",
            "m " + m,
            List.of(x),
            y,
            (kernels, out) ->
                kernels.scaleLanesAdd(m, FACTOR, factors, x.floats, AT, out.floats, AT),
            scaled,
            scaled,
            new double[scaled.length]));
  }
}
