package org.p4inv.bench.roofline;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fused multiply-adds on vectors that stay in registers. Enough of them are independent to fill the
 * pipelines: two units of latency 4 need 8, and 12 leave room in the 16 registers of AVX2.
 *
 * <p>The only class outside the kernels that knows the vector API: it measures what the kernels are
 * compared with, and must not depend on them.
 */
final class VectorPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Nearer to 1 it would overflow or become subnormal after many steps; the sum goes to 1. */
  private static final float FACTOR = 0.999f;

  private VectorPeak() {}

  static String describe() {
    return "vector API, " + SPECIES.vectorBitSize() + " bits";
  }

  /** The operations of {@link #twelve}. */
  static double flopsOfTwelve(int n) {
    return 2.0 * 12 * SPECIES.length() * n;
  }

  /** The operations of {@link #sixteen}. */
  static double flopsOfSixteen(int n) {
    return 2.0 * 16 * SPECIES.length() * n;
  }

  /** n multiply-adds on each of 12 vectors. */
  static float twelve(int n) {
    FloatVector m = FloatVector.broadcast(SPECIES, FACTOR);
    FloatVector c = FloatVector.broadcast(SPECIES, 1 - FACTOR);
    FloatVector a0 = c;
    FloatVector a1 = c;
    FloatVector a2 = c;
    FloatVector a3 = c;
    FloatVector a4 = c;
    FloatVector a5 = c;
    FloatVector a6 = c;
    FloatVector a7 = c;
    FloatVector a8 = c;
    FloatVector a9 = c;
    FloatVector a10 = c;
    FloatVector a11 = c;
    for (int i = 0; i < n; i++) {
      a0 = a0.fma(m, c);
      a1 = a1.fma(m, c);
      a2 = a2.fma(m, c);
      a3 = a3.fma(m, c);
      a4 = a4.fma(m, c);
      a5 = a5.fma(m, c);
      a6 = a6.fma(m, c);
      a7 = a7.fma(m, c);
      a8 = a8.fma(m, c);
      a9 = a9.fma(m, c);
      a10 = a10.fma(m, c);
      a11 = a11.fma(m, c);
    }
    FloatVector first = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
    FloatVector second = a6.add(a7).add(a8).add(a9).add(a10).add(a11);
    return first.add(second).reduceLanes(VectorOperators.ADD);
  }

  /** n multiply-adds on each of 16 vectors. */
  static float sixteen(int n) {
    FloatVector m = FloatVector.broadcast(SPECIES, FACTOR);
    FloatVector c = FloatVector.broadcast(SPECIES, 1 - FACTOR);
    FloatVector a0 = c;
    FloatVector a1 = c;
    FloatVector a2 = c;
    FloatVector a3 = c;
    FloatVector a4 = c;
    FloatVector a5 = c;
    FloatVector a6 = c;
    FloatVector a7 = c;
    FloatVector a8 = c;
    FloatVector a9 = c;
    FloatVector a10 = c;
    FloatVector a11 = c;
    FloatVector a12 = c;
    FloatVector a13 = c;
    FloatVector a14 = c;
    FloatVector a15 = c;
    for (int i = 0; i < n; i++) {
      a0 = a0.fma(m, c);
      a1 = a1.fma(m, c);
      a2 = a2.fma(m, c);
      a3 = a3.fma(m, c);
      a4 = a4.fma(m, c);
      a5 = a5.fma(m, c);
      a6 = a6.fma(m, c);
      a7 = a7.fma(m, c);
      a8 = a8.fma(m, c);
      a9 = a9.fma(m, c);
      a10 = a10.fma(m, c);
      a11 = a11.fma(m, c);
      a12 = a12.fma(m, c);
      a13 = a13.fma(m, c);
      a14 = a14.fma(m, c);
      a15 = a15.fma(m, c);
    }
    FloatVector first = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7);
    FloatVector second = a8.add(a9).add(a10).add(a11).add(a12).add(a13).add(a14).add(a15);
    return first.add(second).reduceLanes(VectorOperators.ADD);
  }
}
