package org.p4inv.core.kernel;

import org.p4inv.core.math.FloatMath;

/**
 * The exponential and the hyperbolic tangent in loops that the JIT compiler vectorises, with the
 * bits of {@link FloatMath}.
 *
 * <p>C2 vectorises a loop over two arrays only if both are indexed alike, so arguments are copied,
 * 512 at a time, to an array that starts where the results start. The arrays belong to their
 * thread, 4 KB that are allocated once.
 */
final class ScalarElementary {
  private static final int CHUNK = 512;

  private static final ThreadLocal<ScalarElementary> OF_THREAD =
      ThreadLocal.withInitial(ScalarElementary::new);

  private final float[] arguments = new float[CHUNK];
  private final float[] results = new float[CHUNK];

  private ScalarElementary() {}

  static ScalarElementary ofThisThread() {
    return OF_THREAD.get();
  }

  void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += CHUNK) {
      int count = Math.min(CHUNK, n - from);
      System.arraycopy(x, xo + from, arguments, 0, count);
      tanh(arguments, results, count);
      System.arraycopy(results, 0, y, yo + from, count);
    }
  }

  private static void tanh(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.tanh(x[i]);
    }
  }

  void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += CHUNK) {
      int count = Math.min(CHUNK, n - from);
      System.arraycopy(x, xo + from, arguments, 0, count);
      reducedExp(arguments, results, count);
      scale(arguments, results, count);
      System.arraycopy(results, 0, y, yo + from, count);
    }
  }

  /**
   * The operations of {@link FloatMath#exp} up to the power of two: y_i = e^r_i, where x_i = n_i ln
   * 2 + r_i, and x_i becomes n_i + {@link FloatMath#ROUND}.
   */
  private static void reducedExp(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float clamped = Math.min(Math.max(x[i], FloatMath.EXP_MIN), FloatMath.EXP_MAX);
      float shifted = Math.fma(clamped, FloatMath.LOG2_E, FloatMath.ROUND);
      float whole = shifted - FloatMath.ROUND;
      float r = Math.fma(whole, -FloatMath.LN2_HIGH, clamped);
      r = Math.fma(whole, -FloatMath.LN2_LOW, r);
      float q = Math.fma(FloatMath.E4, r, FloatMath.E3);
      q = Math.fma(q, r, FloatMath.E2);
      q = Math.fma(q, r, FloatMath.E1);
      q = Math.fma(q, r, FloatMath.E0);
      x[i] = shifted;
      y[i] = Math.fma(q, r * r, r) + 1f;
    }
  }

  /** y_i = y_i 2^n_i. C2 does not vectorise what reads the bits of a float: a loop of its own. */
  private static void scale(float[] shifted, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int power = Float.floatToRawIntBits(shifted[i]) - FloatMath.ROUND_BITS;
      int half = power >> 1;
      y[i] = y[i] * powerOfTwo(half) * powerOfTwo(power - half);
    }
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }
}
