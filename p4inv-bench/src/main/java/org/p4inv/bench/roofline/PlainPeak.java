package org.p4inv.bench.roofline;

/**
 * Fused multiply-adds without the vector API: a chain of 16 on every number of an array in the
 * cache, which the compiler makes vectors of by itself. What it reaches is a lower bound of the
 * peak.
 */
final class PlainPeak {
  private static final float FACTOR = 0.999f;
  private static final float SUMMAND = 1 - FACTOR;
  private static final int CHAIN = 16;

  private PlainPeak() {}

  static double flops(float[] x) {
    return 2.0 * CHAIN * x.length;
  }

  static void run(float[] x) {
    for (int i = 0; i < x.length; i++) {
      float v = x[i];
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      v = Math.fma(v, FACTOR, SUMMAND);
      x[i] = Math.fma(v, FACTOR, SUMMAND);
    }
  }
}
