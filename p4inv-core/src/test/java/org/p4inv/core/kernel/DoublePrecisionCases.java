package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Slice.AT;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.p4inv.core.kernel.SumOfProducts.Order;
import org.p4inv.core.testing.Numbers;

/** Cases of the products of tracked matrices. */
final class DoublePrecisionCases {
  private DoublePrecisionCases() {}

  static Stream<KernelCase> multiplyVector(int m, int n, Random random) {
    Slice a = doubles(random, m * n);
    Slice x = doubles(random, n);
    return Stream.of(
        new SumOfProducts(
                m, 1, n, (i, p) -> a.get(i * n + p), (p, j) -> x.get(p), Order.SIXTEEN_PARTIAL_SUMS)
            .expect(
                "multiplyVector",
                "row-major",
                List.of(a, x),
                doubles(random, m),
                (i, j) -> 0,
                (kernels, y) ->
                    kernels.multiplyVector(m, n, a.doubles, AT, x.doubles, AT, y.doubles, AT)));
  }

  static Stream<KernelCase> multiplyVectorTransposed(int m, int n, Random random) {
    Slice a = doubles(random, m * n);
    Slice x = doubles(random, m);
    Slice y = doubles(random, n);
    return Stream.of(
        transposed(m, n, a, x)
            .expect(
                "multiplyVectorTransposed",
                "row-major",
                List.of(a, x),
                y,
                (i, j) -> 0,
                (kernels, out) ->
                    kernels.multiplyVectorTransposed(
                        m, n, a.doubles, AT, x.doubles, AT, out.doubles, AT)));
  }

  static Stream<KernelCase> multiplyVectorTransposedAdd(int m, int n, Random random) {
    Slice a = doubles(random, m * n);
    Slice x = doubles(random, m);
    Slice start = doubles(random, n);
    return Stream.of(
        transposed(m, n, a, x)
            .expect(
                "multiplyVectorTransposedAdd",
                "row-major",
                List.of(a, x),
                start,
                (i, j) -> start.get(j),
                (kernels, out) ->
                    kernels.multiplyVectorTransposedAdd(
                        m, n, a.doubles, AT, x.doubles, AT, out.doubles, AT)));
  }

  private static SumOfProducts transposed(int m, int n, Slice a, Slice x) {
    return new SumOfProducts(
        1, n, m, (i, p) -> x.get(p), (p, j) -> a.get(p * n + j), Order.IN_TURN);
  }

  /** Directions as the rows of U, and as a part of wider rows. */
  static Stream<KernelCase> rankUpdate(int m, int n, Random random) {
    return IntStream.of(1, 2, 4, 7)
        .boxed()
        .flatMap(
            k -> Stream.of(rankUpdate(m, n, k, m, random), rankUpdate(m, n, k, m + 3, random)));
  }

  private static KernelCase rankUpdate(int m, int n, int k, int us, Random random) {
    Slice u = doubles(random, (k - 1) * us + m);
    Slice v = doubles(random, k * n);
    Slice start = doubles(random, m * n);
    return new SumOfProducts(
            m, n, k, (i, r) -> u.get(r * us + i), (r, j) -> v.get(r * n + j), Order.IN_TURN)
        .expect(
            "rankUpdate",
            "rows of U " + us + " apart",
            List.of(u, v),
            start,
            (i, j) -> start.get(i * n + j),
            (kernels, a) ->
                kernels.rankUpdate(m, n, k, u.doubles, AT, us, v.doubles, AT, a.doubles, AT));
  }

  static Stream<KernelCase> multiplyMatrix(int m, int n, Random random) {
    return IntStream.of(1, 3, 4, 18).mapToObj(k -> multiplyMatrix(m, n, k, random));
  }

  private static KernelCase multiplyMatrix(int m, int n, int k, Random random) {
    Slice a = doubles(random, m * k);
    Slice b = doubles(random, k * n);
    return new SumOfProducts(
            m, n, k, (i, p) -> a.get(i * k + p), (p, j) -> b.get(p * n + j), Order.IN_TURN)
        .expect(
            "multiplyMatrix",
            "row-major",
            List.of(a, b),
            doubles(random, m * n),
            (i, j) -> 0,
            (kernels, c) ->
                kernels.multiplyMatrix(m, n, k, a.doubles, AT, b.doubles, AT, c.doubles, AT));
  }

  private static Slice doubles(Random random, int n) {
    return Slice.of(Numbers.doubles(random, n));
  }
}
