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
    for (i = 0; i <= n - FLOATS; i += FLOATS) {
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
    for (; i <= n - 4 * FLOATS; i += 4 * FLOATS) {
      int x0 = xo + i;
      int y0 = yo + i;
      FloatVector.fromArray(F, x, x0).neg().intoArray(y, y0);
      FloatVector.fromArray(F, x, x0 + FLOATS).neg().intoArray(y, y0 + FLOATS);
      FloatVector.fromArray(F, x, x0 + 2 * FLOATS).neg().intoArray(y, y0 + 2 * FLOATS);
      FloatVector.fromArray(F, x, x0 + 3 * FLOATS).neg().intoArray(y, y0 + 3 * FLOATS);
    }
    for (; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
    Elementary.exp(y, yo, y, yo, n);
    for (i = 0; i <= n - 4 * FLOATS; i += 4 * FLOATS) {
      int y0 = yo + i;
      int y1 = y0 + FLOATS;
      int y2 = y1 + FLOATS;
      int y3 = y2 + FLOATS;
      FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, y, y0).add(1f)).intoArray(y, y0);
      FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, y, y1).add(1f)).intoArray(y, y1);
      FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, y, y2).add(1f)).intoArray(y, y2);
      FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, y, y3).add(1f)).intoArray(y, y3);
    }
    for (; i < n; i++) {
      y[yo + i] = 1f / (1f + y[yo + i]);
    }
  }
}
