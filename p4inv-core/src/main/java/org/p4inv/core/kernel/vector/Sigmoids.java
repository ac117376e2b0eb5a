package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import org.p4inv.core.math.FloatMath;

/** Softplus and sigmoid: passes before and after {@link Elementary#exp}, see there. */
final class Sigmoids {
  private Sigmoids() {}

  static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector.fromArray(F, x, xo + i).abs().neg().intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = -Math.abs(x[xo + i]);
    }
    Elementary.exp(y, yo, y, yo, n);
    softplusOfExponential(x, xo, y, yo, n);
  }

  /** y_i = ln(1 + e^(x_i)), where y_i was e^-|x_i|. */
  private static void softplusOfExponential(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector t = FloatVector.fromArray(F, y, yo + i);
      FloatVector r =
          FloatVector.broadcast(F, FloatMath.R10).fma(t, FloatVector.broadcast(F, FloatMath.R9));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R8));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R7));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R6));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R5));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R4));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R3));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R2));
      r = r.fma(t, FloatVector.broadcast(F, FloatMath.R1));
      r = r.fma(t, FloatVector.broadcast(F, 1f));
      r.fma(t, FloatVector.fromArray(F, x, xo + i).max(0f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i], y[yo + i]);
    }
  }

  static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector.fromArray(F, x, xo + i).neg().intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
    Elementary.exp(y, yo, y, yo, n);
    FloatVector one = FloatVector.broadcast(F, 1f);
    for (i = 0; i <= n - FLOATS; i += FLOATS) {
      one.div(FloatVector.fromArray(F, y, yo + i).add(1f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = 1f / (1f + y[yo + i]);
    }
  }
}
