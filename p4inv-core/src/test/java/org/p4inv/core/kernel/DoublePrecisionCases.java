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
    return Stream.of(
        new SumOfProducts(1, n, m, (i, p) -> x.get(p), (p, j) -> a.get(p * n + j), Order.IN_TURN)
            .expect(
                "multiplyVectorTransposed",
                "row-major",
                List.of(a, x),
                doubles(random, n),
                (i, j) -> 0,
                (kernels, y) ->
                    kernels.multiplyVectorTransposed(
                        m, n, a.doubles, AT, x.doubles, AT, y.doubles, AT)));
  }

  static Stream<KernelCase> rankUpdate(int m, int n, Random random) {
    return IntStream.of(1, 2, 4, 7).mapToObj(k -> rankUpdate(m, n, k, random));
  }

  private static KernelCase rankUpdate(int m, int n, int k, Random random) {
    Slice u = doubles(random, k * m);
    Slice v = doubles(random, k * n);
    Slice start = doubles(random, m * n);
    return new SumOfProducts(
            m, n, k, (i, r) -> u.get(r * m + i), (r, j) -> v.get(r * n + j), Order.IN_TURN)
        .expect(
            "rankUpdate",
            "directions as rows",
            List.of(u, v),
            start,
            (i, j) -> start.get(i * n + j),
            (kernels, a) ->
                kernels.rankUpdate(m, n, k, u.doubles, AT, v.doubles, AT, a.doubles, AT));
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
