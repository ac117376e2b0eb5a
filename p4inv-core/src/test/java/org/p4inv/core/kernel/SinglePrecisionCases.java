package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Slice.AT;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** Cases of the operations on tiles: products, transposition, sums over the lanes. */
final class SinglePrecisionCases {
  private SinglePrecisionCases() {}

  /** Around every block and SIMD width. */
  private static final int[] LANE_COUNTS = {1, 4, 8, 16, 17, 33, LANES};

  /** Whole tiles, and the first lanes of one. */
  static Stream<KernelCase> multiply(int m, int k, Random random) {
    return Arrays.stream(LANE_COUNTS).mapToObj(lanes -> multiply("multiply", m, k, lanes, random));
  }

  static Stream<KernelCase> multiplyRelu(int m, int k, Random random) {
    return Arrays.stream(LANE_COUNTS)
        .mapToObj(
            lanes ->
                rectified(
                    multiply("multiplyRelu", m, k, lanes, random),
                    (i, value) -> value > 0 || i % LANES >= lanes ? value : 0));
  }

  private static KernelCase multiply(String operation, int m, int k, int lanes, Random random) {
    Slice w = floats(random, m * k);
    Slice bias = floats(random, m);
    Slice x = floats(random, k * LANES);
    Slice before = floats(random, m * LANES);
    return new SumOfProducts(
            m,
            LANES,
            k,
            (i, p) -> w.get(i * k + p),
            (p, lane) -> lane < lanes ? x.get(p * LANES + lane) : 0,
            SumOfProducts.Order.IN_TURN)
        .expect(
            operation,
            lanes + " lanes",
            List.of(w, bias, x),
            before,
            (i, lane) -> lane < lanes ? bias.get(i) : before.get(i * LANES + lane),
            (kernels, y) -> {
              boolean relu = operation.equals("multiplyRelu");
              multiply(kernels, relu, m, k, w.floats, bias.floats, x.floats, y.floats, lanes);
              for (int i = 0; i < m; i++) {
                int others = AT + i * LANES + lanes;
                System.arraycopy(before.floats, others, y.floats, others, LANES - lanes);
              }
            });
  }

  private static void multiply(
      Kernels kernels,
      boolean relu,
      int m,
      int k,
      float[] w,
      float[] bias,
      float[] x,
      float[] y,
      int lanes) {
    if (relu && lanes == LANES) {
      kernels.multiplyRelu(m, k, w, AT, bias, AT, x, AT, y, AT);
    } else if (relu) {
      kernels.multiplyRelu(m, k, w, AT, bias, AT, x, AT, y, AT, lanes);
    } else if (lanes == LANES) {
      kernels.multiply(m, k, w, AT, bias, AT, x, AT, y, AT);
    } else {
      kernels.multiply(m, k, w, AT, bias, AT, x, AT, y, AT, lanes);
    }
  }

  /** Started from a bias, and from 0. */
  static Stream<KernelCase> multiplyPacked(int m, int k, Random random) {
    Slice w = floats(random, PackedMatrix.length(m, k));
    Slice bias = floats(random, m);
    Slice x = floats(random, k * LANES);
    SumOfProducts sums =
        new SumOfProducts(
            m,
            LANES,
            k,
            (i, p) -> w.get(PackedMatrix.at(m, k, i, p)),
            (p, lane) -> x.get(p * LANES + lane),
            SumOfProducts.Order.IN_TURN);
    return Stream.of(
        sums.expect(
            "multiplyPacked",
            "with bias",
            List.of(w, bias, x),
            floats(random, m * LANES),
            (i, lane) -> bias.get(i),
            (kernels, y) ->
                kernels.multiplyPacked(
                    m, k, w.floats, AT, bias.floats, AT, x.floats, AT, y.floats, AT)),
        sums.expect(
            "multiplyPacked",
            "from 0",
            List.of(w, x),
            floats(random, m * LANES),
            (i, lane) -> 0,
            (kernels, y) ->
                kernels.multiplyPacked(m, k, w.floats, AT, x.floats, AT, y.floats, AT)));
  }

  static Stream<KernelCase> multiplyTransposed(int m, int k, Random random) {
    Slice w = floats(random, m * k);
    Slice x = floats(random, k * LANES);
    return Stream.of(
        multiplyTransposed(
            "multiplyTransposed",
            m,
            k,
            w,
            x,
            List.of(w, x),
            floats(random, m * LANES),
            (kernels, y) ->
                kernels.multiplyTransposed(m, k, w.floats, AT, x.floats, AT, y.floats, AT)));
  }

  static Stream<KernelCase> multiplyTransposedRelu(int m, int k, Random random) {
    Slice w = floats(random, m * k);
    Slice x = floats(random, k * LANES);
    Slice image = floats(random, m * LANES);
    KernelCase all =
        multiplyTransposed(
            "multiplyTransposedRelu",
            m,
            k,
            w,
            x,
            List.of(w, x, image),
            floats(random, m * LANES),
            (kernels, y) ->
                kernels.multiplyTransposedRelu(
                    m, k, w.floats, AT, image.floats, AT, x.floats, AT, y.floats, AT));
    return Stream.of(rectified(all, (i, value) -> image.get(i) > 0 ? value : 0));
  }

  private static KernelCase multiplyTransposed(
      String operation,
      int m,
      int k,
      Slice w,
      Slice x,
      List<Slice> inputs,
      Slice output,
      KernelCase.Call call) {
    return new SumOfProducts(
            m,
            LANES,
            k,
            (i, p) -> w.get(p * m + i),
            (p, lane) -> x.get(p * LANES + lane),
            SumOfProducts.Order.IN_TURN)
        .expect(operation, "transposed", inputs, output, (i, lane) -> 0, call);
  }

  /** What comes out at position i. */
  @FunctionalInterface
  private interface Rectifier {
    double at(int i, double value);
  }

  private static KernelCase rectified(KernelCase sums, Rectifier rectifier) {
    double[] bits = sums.bits().clone();
    double[] value = sums.value().clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = rectifier.at(i, bits[i]);
      value[i] = rectifier.at(i, value[i]);
    }
    return new KernelCase(
        sums.operation(),
        sums.label(),
        sums.inputs(),
        sums.output(),
        sums.call(),
        bits,
        value,
        sums.tolerance());
  }

  /** Row-major, transposed, and a part of a wider matrix. */
  static Stream<KernelCase> multiplyAdd(int m, int k, Random random) {
    return Stream.of(
        multiplyAdd("row-major", m, k, k, 1, random),
        multiplyAdd("transposed", m, k, 1, m, random),
        multiplyAdd("row-major part", m, k, 2 * k + 3, 1, random),
        multiplyAdd("transposed part", m, k, 1, m + 5, random));
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

  /** A matrix, and a part of a wider one, whose other elements must stay as they are. */
  static Stream<KernelCase> outerAdd(int m, int k, Random random) {
    return Stream.of(outerAdd(m, k, k, random), outerAdd(m, k, k + 3, random));
  }

  private static KernelCase outerAdd(int m, int k, int rowStride, Random random) {
    Slice y = floats(random, m * LANES);
    Slice xt = floats(random, Panels.length(k));
    Slice start = floats(random, m * rowStride);
    return new SumOfProducts(
            m,
            rowStride,
            LANES,
            (i, lane) -> y.get(i * LANES + lane),
            (lane, j) -> j < k ? xt.get(Panels.at(j) + lane * LANES) : 0,
            SumOfProducts.Order.IN_TURN)
        .expect(
            "outerAdd",
            "rows " + rowStride + " apart",
            List.of(y, xt),
            start,
            (i, j) -> start.get(i * rowStride + j),
            (kernels, g) ->
                kernels.outerAdd(m, k, y.floats, AT, xt.floats, AT, g.floats, AT, rowStride));
  }

  /** A matrix of m rows and k columns, and one with its rows and those of the result apart. */
  static Stream<KernelCase> transpose(int m, int k, Random random) {
    return Stream.of(transpose(m, k, k, m, random), transpose(m, k, k + 2, m + 5, random));
  }

  private static KernelCase transpose(int m, int k, int xs, int ys, Random random) {
    Slice x = floats(random, m * xs);
    Slice before = floats(random, k * ys);
    double[] moved = before.numbers();
    for (int r = 0; r < m; r++) {
      for (int c = 0; c < k; c++) {
        moved[c * ys + r] = x.get(r * xs + c);
      }
    }
    return moved(
        "transpose",
        "rows " + m + ", columns " + k,
        x,
        before,
        moved,
        (kernels, y) -> kernels.transpose(m, k, x.floats, AT, xs, y.floats, AT, ys));
  }

  static Stream<KernelCase> toPanels(int m, int k, Random random) {
    Slice x = floats(random, k * LANES);
    Slice before = floats(random, Panels.length(k));
    double[] moved = before.numbers();
    for (int j = 0; j < k; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        moved[Panels.at(j) + lane * LANES] = x.get(j * LANES + lane);
      }
    }
    return Stream.of(
        moved(
            "toPanels",
            "k " + k,
            x,
            before,
            moved,
            (kernels, xt) -> kernels.toPanels(k, x.floats, AT, xt.floats, AT)));
  }

  private static KernelCase moved(
      String operation, String label, Slice x, Slice before, double[] moved, KernelCase.Call call) {
    double[] exact = new double[moved.length];
    return new KernelCase(operation, label, List.of(x), before, call, moved, moved, exact);
  }

  static Stream<KernelCase> sumLanesAdd(int m, int k, Random random) {
    Slice y = floats(random, m * LANES);
    Slice ones = Slice.of(filled(1f));
    return Stream.of(
        sumOverLanes(
            "sumLanesAdd",
            List.of(y),
            y,
            ones,
            floats(random, m),
            1,
            (kernels, g) -> kernels.sumLanesAdd(m, y.floats, AT, g.floats, AT)));
  }

  /** Sums to neighbouring places, and to a column of a matrix. */
  static Stream<KernelCase> dotLanesAdd(int m, int k, Random random) {
    return Stream.of(1, 1 + k)
        .map(
            stride -> {
              Slice y = floats(random, m * LANES);
              Slice x = floats(random, LANES);
              return sumOverLanes(
                  "dotLanesAdd",
                  List.of(y, x),
                  y,
                  x,
                  floats(random, (m - 1) * stride + 1),
                  stride,
                  (kernels, g) ->
                      kernels.dotLanesAdd(m, y.floats, AT, x.floats, AT, g.floats, AT, stride));
            });
  }

  /** The tree over the lanes of y x, added to every {@code stride}-th element of the output. */
  private static KernelCase sumOverLanes(
      String operation,
      List<Slice> inputs,
      Slice y,
      Slice x,
      Slice start,
      int stride,
      KernelCase.Call call) {
    double[] bits = start.numbers();
    double[] value = start.numbers();
    double[] tolerance = new double[value.length];
    for (int at = 0; at < value.length; at += stride) {
      float[] lanes = new float[LANES / 2];
      double magnitude = Math.abs(value[at]);
      for (int lane = 0; lane < LANES; lane++) {
        float left = (float) y.get(at / stride * LANES + lane);
        float right = (float) x.get(lane);
        int low = lane % (LANES / 2);
        lanes[low] = lane == low ? left * right : Math.fma(left, right, lanes[low]);
        value[at] += (double) left * right;
        magnitude += Math.abs((double) left * right);
      }
      for (int half = LANES / 4; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          lanes[lane] += lanes[lane + half];
        }
      }
      bits[at] = (float) bits[at] + lanes[0];
      tolerance[at] = Tolerance.tree(2 * LANES, Tolerance.FLOAT, magnitude);
    }
    return new KernelCase(
        operation, "stride " + stride, inputs, start, call, bits, value, tolerance);
  }

  /** Rectified numbers, and cotangents that stay where the image is positive. */
  static Stream<KernelCase> reluPullback(int m, int k, Random random) {
    Slice y = floats(random, k);
    Slice bar = floats(random, k);
    double[] kept = new double[k];
    for (int i = 0; i < k; i++) {
      kept[i] = y.get(i) > 0 ? bar.get(i) : 0;
    }
    return Stream.of(
        new KernelCase(
            "reluPullback",
            "n " + k,
            List.of(y),
            bar,
            (kernels, b) -> kernels.reluPullback(y.floats, AT, b.floats, AT, k),
            kept,
            kept,
            new double[k]));
  }

  private static float[] filled(float value) {
    float[] all = new float[LANES];
    Arrays.fill(all, value);
    return all;
  }

  private static Slice floats(Random random, int n) {
    return Slice.of(Numbers.floats(random, n));
  }
}
