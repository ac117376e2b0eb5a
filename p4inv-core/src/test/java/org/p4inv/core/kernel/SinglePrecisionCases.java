package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Slice.AT;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** Cases of the operations on tiles: products, transposition, sums over the lanes. */
final class SinglePrecisionCases {
  private SinglePrecisionCases() {}

  static Stream<KernelCase> multiply(int m, int k, Random random) {
    Slice w = floats(random, m * k);
    Slice bias = floats(random, m);
    Slice x = floats(random, k * LANES);
    return Stream.of(
        new SumOfProducts(
                m,
                LANES,
                k,
                (i, p) -> w.get(i * k + p),
                (p, lane) -> x.get(p * LANES + lane),
                SumOfProducts.Order.IN_TURN)
            .expect(
                "multiply",
                "row-major",
                List.of(w, bias, x),
                floats(random, m * LANES),
                (i, lane) -> bias.get(i),
                (kernels, y) ->
                    kernels.multiply(
                        m, k, w.floats, AT, k, 1, bias.floats, AT, x.floats, AT, y.floats, AT)));
  }

  /** Row-major, transposed, and a part of a wider matrix. */
  static Stream<KernelCase> multiplyAdd(int m, int k, Random random) {
    return Stream.of(
        multiplyAdd("row-major", m, k, k, 1, random),
        multiplyAdd("transposed", m, k, 1, m, random),
        multiplyAdd("strided", m, k, 2 * k + 3, 2, random));
  }

  private static KernelCase multiplyAdd(
      String layout, int m, int k, int rowStride, int columnStride, Random random) {
    Slice w = floats(random, (m - 1) * rowStride + (k - 1) * columnStride + 1);
    Slice x = floats(random, k * LANES);
    Slice start = floats(random, m * LANES);
    return new SumOfProducts(
            m,
            LANES,
            k,
            (i, p) -> w.get(i * rowStride + p * columnStride),
            (p, lane) -> x.get(p * LANES + lane),
            SumOfProducts.Order.IN_TURN)
        .expect(
            "multiplyAdd",
            layout,
            List.of(w, x),
            start,
            (i, lane) -> start.get(i * LANES + lane),
            (kernels, y) ->
                kernels.multiplyAdd(
                    m, k, w.floats, AT, rowStride, columnStride, x.floats, AT, y.floats, AT));
  }

  static Stream<KernelCase> outerAdd(int m, int k, Random random) {
    Slice y = floats(random, m * LANES);
    Slice xt = floats(random, LANES * k);
    Slice start = floats(random, m * k);
    return Stream.of(
        new SumOfProducts(
                m,
                k,
                LANES,
                (i, lane) -> y.get(i * LANES + lane),
                (lane, j) -> xt.get(lane * k + j),
                SumOfProducts.Order.IN_TURN)
            .expect(
                "outerAdd",
                "row-major",
                List.of(y, xt),
                start,
                (i, j) -> start.get(i * k + j),
                (kernels, g) -> kernels.outerAdd(m, k, y.floats, AT, xt.floats, AT, g.floats, AT)));
  }

  static Stream<KernelCase> transpose(int m, int k, Random random) {
    Slice x = floats(random, k * LANES);
    double[] moved = new double[k * LANES];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = x.get(i % k * LANES + i / k);
    }
    return Stream.of(
        new KernelCase(
            "transpose",
            "k " + k,
            List.of(x),
            floats(random, k * LANES),
            (kernels, xt) -> kernels.transpose(k, x.floats, AT, xt.floats, AT),
            moved,
            moved,
            new double[moved.length]));
  }

  static Stream<KernelCase> sumLanesAdd(int m, int k, Random random) {
    Slice y = floats(random, m * LANES);
    Slice start = floats(random, m);
    double[] bits = new double[m];
    double[] value = new double[m];
    double[] tolerance = new double[m];
    for (int i = 0; i < m; i++) {
      float[] lanes = new float[LANES];
      value[i] = start.get(i);
      double magnitude = Math.abs(start.get(i));
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] = (float) y.get(i * LANES + lane);
        value[i] += lanes[lane];
        magnitude += Math.abs(lanes[lane]);
      }
      for (int half = LANES / 2; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          lanes[lane] += lanes[lane + half];
        }
      }
      bits[i] = (float) start.get(i) + lanes[0];
      tolerance[i] = Tolerance.tree(2 * LANES, Tolerance.FLOAT, magnitude);
    }
    return Stream.of(
        new KernelCase(
            "sumLanesAdd",
            "m " + m,
            List.of(y),
            start,
            (kernels, g) -> kernels.sumLanesAdd(m, y.floats, AT, g.floats, AT),
            bits,
            value,
            tolerance));
  }

  private static Slice floats(Random random, int n) {
    return Slice.of(Numbers.floats(random, n));
  }
}
