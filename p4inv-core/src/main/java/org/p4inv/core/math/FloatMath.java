package org.p4inv.core.math;

/**
 * Elementary functions of one {@code float}, written so that every kernel provider gives the same
 * bits.
 *
 * <p>Each function is a fixed sequence of fused multiply-adds, exact operations and bit moves; the
 * vector provider repeats the same sequence on many lanes. Polynomials are near-minimax fits made
 * for this project (iteratively reweighted least squares on Chebyshev nodes); the error is given
 * with each function and tested against double precision.
 *
 * <p>{@link Math#fma} is one instruction on every CPU this library is meant for (x86-64 with FMA3,
 * AArch64).
 */
public final class FloatMath {
  /** Adding and subtracting this number rounds a float of magnitude below 2^22 to an integer. */
  public static final float ROUND = 12582912f;

  /** The bits of {@link #ROUND}: the distance to them is the rounded integer. */
  public static final int ROUND_BITS = 0x4B400000;

  public static final float LOG2_E = 1.44269504f;

  /** ln 2 in two parts, the first exact in few bits, so that {@code n * LN2_HIGH} is exact. */
  public static final float LN2_HIGH = 0.693359375f;

  public static final float LN2_LOW = -2.12194440e-4f;

  /** Beyond these bounds exp is infinite or zero. */
  public static final float EXP_MIN = -104f;

  public static final float EXP_MAX = 89f;

  /** exp(r) = 1 + r + r^2 Q(r) for |r| up to ln(2)/2, lowest power first. */
  public static final float E0 = 0.5f;

  public static final float E1 = 0.16666518f;
  public static final float E2 = 0.041666206f;
  public static final float E3 = 0.00836889f;
  public static final float E4 = 0.0013950489f;

  /** The bits of sqrt(1/2): the lower end of the reduced argument of the logarithm. */
  public static final int SQRT_HALF_BITS = 0x3F3504F3;

  /** log(1 + f) = f - f^2/2 + f^3 P(f), lowest power first. */
  public static final float L0 = 0.3333333f;

  public static final float L1 = -0.25000823f;
  public static final float L2 = 0.20001218f;
  public static final float L3 = -0.16623324f;
  public static final float L4 = 0.14201936f;
  public static final float L5 = -0.1316073f;
  public static final float L6 = 0.12760498f;
  public static final float L7 = -0.07631543f;

  /** 2^23: brings a subnormal argument of the logarithm into the normal range. */
  public static final float TWO_23 = 8388608f;

  /** Beyond this bound tanh is constant. */
  public static final float TANH_MAX = 9.01f;

  /** tanh(x) = x P(x^2) / Q(x^2) for |x| up to the bound, lowest power first; P0 = Q0 = 1. */
  public static final float TP1 = 0.13083585f;

  public static final float TP2 = 0.0031034793f;
  public static final float TP3 = 1.11492873e-5f;
  public static final float TP4 = -2.0204610e-8f;
  public static final float TP5 = 5.2678643e-11f;
  public static final float TP6 = -8.4623606e-14f;
  public static final float TQ1 = 0.46416911f;
  public static final float TQ2 = 0.024493283f;
  public static final float TQ3 = 2.5454490e-4f;

  /** ln(1 + t) = t R(t) for t in 0 to 1, lowest power first; R0 = 1. */
  public static final float R1 = -0.49999982f;

  public static final float R2 = 0.3333256f;
  public static final float R3 = -0.24987271f;
  public static final float R4 = 0.19890748f;
  public static final float R5 = -0.16105691f;
  public static final float R6 = 0.12418435f;
  public static final float R7 = -0.08244173f;
  public static final float R8 = 0.04147821f;
  public static final float R9 = -0.013407520f;
  public static final float R10 = 0.0020302394f;

  /** sin(2 pi r) = r S(r^2) for |r| up to 1/8, lowest power first. */
  public static final float S0 = 6.2831855f;

  public static final float S1 = -41.3417f;
  public static final float S2 = 81.6052f;
  public static final float S3 = -76.69787f;
  public static final float S4 = 41.472946f;

  /** cos(2 pi r) = C(r^2) for |r| up to 1/8, lowest power first. */
  public static final float C0 = 1f;

  public static final float C1 = -19.739208f;
  public static final float C2 = 64.939316f;
  public static final float C3 = -85.442856f;
  public static final float C4 = 59.220406f;

  private FloatMath() {}

  /** e^x, within 2 units in the last place; NaN stays NaN, overflow is infinite. */
  public static float exp(float x) {
    float clamped = Math.min(Math.max(x, EXP_MIN), EXP_MAX);
    float shifted = Math.fma(clamped, LOG2_E, ROUND);
    int n = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    float whole = shifted - ROUND;
    float r = Math.fma(whole, -LN2_HIGH, clamped);
    r = Math.fma(whole, -LN2_LOW, r);
    float q = Math.fma(E4, r, E3);
    q = Math.fma(q, r, E2);
    q = Math.fma(q, r, E1);
    q = Math.fma(q, r, E0);
    float y = Math.fma(q, r * r, r) + 1f;
    int half = n >> 1;
    return y * powerOfTwo(half) * powerOfTwo(n - half);
  }

  /** ln x, within 2 units in the last place; ln 0 is -infinity, of a negative number NaN. */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * TWO_23 : x;
    int bits = Float.floatToRawIntBits(scaled);
    int exponent = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    float e = Float.intBitsToFloat(exponent + ROUND_BITS) - ROUND;
    e = subnormal ? e - 23f : e;
    float p = Math.fma(L7, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L1);
    p = Math.fma(p, f, L0);
    float square = f * f;
    float y = Math.fma(p, f, -0.5f);
    y = Math.fma(y, square, e * LN2_LOW);
    y = Math.fma(e, LN2_HIGH, y + f);
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    y = x == Float.POSITIVE_INFINITY ? x : y;
    return x >= 0f ? y : Float.NaN;
  }

  /** tanh x, within 6 units in the last place; odd, never beyond +-1. */
  public static float tanh(float x) {
    float c = Math.min(Math.max(x, -TANH_MAX), TANH_MAX);
    float z = c * c;
    float p = Math.fma(TP6, z, TP5);
    p = Math.fma(p, z, TP4);
    p = Math.fma(p, z, TP3);
    p = Math.fma(p, z, TP2);
    p = Math.fma(p, z, TP1);
    p = Math.fma(p, z, 1f);
    float q = Math.fma(TQ3, z, TQ2);
    q = Math.fma(q, z, TQ1);
    q = Math.fma(q, z, 1f);
    return Math.min(Math.max(c * p / q, -1f), 1f);
  }

  /** ln(1 + e^x), within 4 units in the last place. */
  public static float softplus(float x) {
    return softplus(x, exp(-Math.abs(x)));
  }

  /** ln(1 + e^x) = max(x, 0) + ln(1 + t), where t = e^-|x| is known. */
  public static float softplus(float x, float t) {
    float r = Math.fma(R10, t, R9);
    r = Math.fma(r, t, R8);
    r = Math.fma(r, t, R7);
    r = Math.fma(r, t, R6);
    r = Math.fma(r, t, R5);
    r = Math.fma(r, t, R4);
    r = Math.fma(r, t, R3);
    r = Math.fma(r, t, R2);
    r = Math.fma(r, t, R1);
    r = Math.fma(r, t, 1f);
    return Math.fma(r, t, Math.max(x, 0f));
  }

  /**
   * 1 / (1 + e^-x), within 4 units in the last place; 0 below -88.72284, where e^-x overflows and
   * the exact value is subnormal.
   */
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** sin(2 pi u), absolute error at most 1.2e-7 for |u| up to 2^20; meaningless beyond. */
  public static float sinTurns(float u) {
    return turns(u, 0);
  }

  /** cos(2 pi u), absolute error at most 1.2e-7 for |u| up to 2^20; meaningless beyond. */
  public static float cosTurns(float u) {
    return turns(u, 1);
  }

  private static float turns(float u, int quarter) {
    float shifted = Math.fma(u, 4f, ROUND);
    int quadrant = Float.floatToRawIntBits(shifted) - ROUND_BITS + quarter;
    float r = Math.fma(shifted - ROUND, -0.25f, u);
    float z = r * r;
    float s = Math.fma(S4, z, S3);
    s = Math.fma(s, z, S2);
    s = Math.fma(s, z, S1);
    s = Math.fma(s, z, S0) * r;
    float c = Math.fma(C4, z, C3);
    c = Math.fma(c, z, C2);
    c = Math.fma(c, z, C1);
    c = Math.fma(c, z, C0);
    float y = (quadrant & 1) == 0 ? s : c;
    return (quadrant & 2) == 0 ? y : -y;
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }
}
