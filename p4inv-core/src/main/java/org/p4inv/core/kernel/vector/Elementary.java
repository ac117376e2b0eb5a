package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.p4inv.core.math.FloatMath;

/**
 * The functions of {@link FloatMath} on vectors: the same operations in the same order, hence the
 * same bits. Elements beyond the last whole vector go through {@link FloatMath} itself.
 *
 * <p>Each function is one loop with all its operations in the body, 20 to 40 of them. A method on
 * vectors of its own may be compiled before its caller and is then called instead of inlined, which
 * boxes its arguments. And a function must be compiled by itself: with more operations in one
 * compilation C2 stops inlining, and boxes. So each is longer than 325 bytecodes, where C2 no
 * longer inlines it in its caller; the tests of allocation guard all this.
 */
final class Elementary {
  private Elementary() {}

  static void exp(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector clamped =
          FloatVector.fromArray(F, x, xo + i).max(FloatMath.EXP_MIN).min(FloatMath.EXP_MAX);
      FloatVector shifted =
          clamped.fma(
              FloatVector.broadcast(F, FloatMath.LOG2_E),
              FloatVector.broadcast(F, FloatMath.ROUND));
      IntVector power = shifted.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      FloatVector whole = shifted.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(FloatVector.broadcast(F, -FloatMath.LN2_HIGH), clamped);
      r = whole.fma(FloatVector.broadcast(F, -FloatMath.LN2_LOW), r);
      FloatVector q =
          FloatVector.broadcast(F, FloatMath.E4).fma(r, FloatVector.broadcast(F, FloatMath.E3));
      q = q.fma(r, FloatVector.broadcast(F, FloatMath.E2));
      q = q.fma(r, FloatVector.broadcast(F, FloatMath.E1));
      q = q.fma(r, FloatVector.broadcast(F, FloatMath.E0));
      FloatVector result = q.fma(r.mul(r), r).add(1f);
      IntVector half = power.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = power.sub(half);
      FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector second = rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      result.mul(first).mul(second).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }

  static void log(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector v = FloatVector.fromArray(F, x, xo + i);
      VectorMask<Float> subnormal = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(FloatMath.TWO_23), subnormal).reinterpretAsInts();
      IntVector exponent = bits.sub(FloatMath.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
      FloatVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector e = exponent.add(FloatMath.ROUND_BITS).reinterpretAsFloats().sub(FloatMath.ROUND);
      e = e.blend(e.sub(23f), subnormal);
      FloatVector p =
          FloatVector.broadcast(F, FloatMath.L7).fma(f, FloatVector.broadcast(F, FloatMath.L6));
      p = p.fma(f, FloatVector.broadcast(F, FloatMath.L5));
      p = p.fma(f, FloatVector.broadcast(F, FloatMath.L4));
      p = p.fma(f, FloatVector.broadcast(F, FloatMath.L3));
      p = p.fma(f, FloatVector.broadcast(F, FloatMath.L2));
      p = p.fma(f, FloatVector.broadcast(F, FloatMath.L1));
      p = p.fma(f, FloatVector.broadcast(F, FloatMath.L0));
      FloatVector result = p.fma(f, FloatVector.broadcast(F, -0.5f));
      result = result.fma(f.mul(f), e.mul(FloatMath.LN2_LOW));
      result = e.fma(FloatVector.broadcast(F, FloatMath.LN2_HIGH), result.add(f));
      result = result.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
      result = result.blend(v, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      FloatVector.broadcast(F, Float.NaN)
          .blend(result, v.compare(VectorOperators.GE, 0f))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector p6 = FloatVector.broadcast(F, FloatMath.TP6);
    FloatVector p5 = FloatVector.broadcast(F, FloatMath.TP5);
    FloatVector p4 = FloatVector.broadcast(F, FloatMath.TP4);
    FloatVector p3 = FloatVector.broadcast(F, FloatMath.TP3);
    FloatVector p2 = FloatVector.broadcast(F, FloatMath.TP2);
    FloatVector p1 = FloatVector.broadcast(F, FloatMath.TP1);
    FloatVector q3 = FloatVector.broadcast(F, FloatMath.TQ3);
    FloatVector q2 = FloatVector.broadcast(F, FloatMath.TQ2);
    FloatVector q1 = FloatVector.broadcast(F, FloatMath.TQ1);
    FloatVector one = FloatVector.broadcast(F, 1f);
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector c = FloatVector.fromArray(F, x, xo + i);
      c = c.max(-FloatMath.TANH_MAX);
      c = c.min(FloatMath.TANH_MAX);
      FloatVector z = c.mul(c);
      FloatVector p = p6.fma(z, p5);
      p = p.fma(z, p4);
      p = p.fma(z, p3);
      p = p.fma(z, p2);
      p = p.fma(z, p1);
      p = p.fma(z, one);
      p = p.mul(c);
      FloatVector q = q3.fma(z, q2);
      q = q.fma(z, q1);
      q = q.fma(z, one);
      p = p.div(q);
      p = p.max(-1f);
      p.min(1f).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.tanh(x[xo + i]);
    }
  }

  /** sin(2 pi u), or with {@code quarter} = 1 the cosine. */
  static void turns(float[] u, int uo, float[] y, int yo, int n, int quarter) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector v = FloatVector.fromArray(F, u, uo + i);
      FloatVector shifted =
          v.fma(FloatVector.broadcast(F, 4f), FloatVector.broadcast(F, FloatMath.ROUND));
      IntVector quadrant = shifted.reinterpretAsInts().sub(FloatMath.ROUND_BITS - quarter);
      FloatVector r = shifted.sub(FloatMath.ROUND).fma(FloatVector.broadcast(F, -0.25f), v);
      FloatVector z = r.mul(r);
      FloatVector s =
          FloatVector.broadcast(F, FloatMath.S4).fma(z, FloatVector.broadcast(F, FloatMath.S3));
      s = s.fma(z, FloatVector.broadcast(F, FloatMath.S2));
      s = s.fma(z, FloatVector.broadcast(F, FloatMath.S1));
      s = s.fma(z, FloatVector.broadcast(F, FloatMath.S0)).mul(r);
      FloatVector c =
          FloatVector.broadcast(F, FloatMath.C4).fma(z, FloatVector.broadcast(F, FloatMath.C3));
      c = c.fma(z, FloatVector.broadcast(F, FloatMath.C2));
      c = c.fma(z, FloatVector.broadcast(F, FloatMath.C1));
      c = c.fma(z, FloatVector.broadcast(F, FloatMath.C0));
      // The cosine's bits in odd quadrants, by a mask of ones or zeros; then the sign bit.
      IntVector sine = s.reinterpretAsInts();
      IntVector difference = sine.lanewise(VectorOperators.XOR, c.reinterpretAsInts());
      IntVector odd = quadrant.and(1).neg();
      IntVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
      sine.lanewise(VectorOperators.XOR, difference.and(odd))
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = quarter == 0 ? FloatMath.sinTurns(u[uo + i]) : FloatMath.cosTurns(u[uo + i]);
    }
  }
}
