package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The rectifier and its pullback: a comparison and a choice, which C2 makes branches of. */
final class Rectifier {
  private Rectifier() {}

  static void relu(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector v = FloatVector.fromArray(F, x, xo + i);
      v.blend(0f, v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = v < 0f ? 0f : v;
    }
  }

  static void reluPullback(float[] y, int yo, float[] bar, int bo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector v = FloatVector.fromArray(F, y, yo + i);
      FloatVector.zero(F)
          .blend(FloatVector.fromArray(F, bar, bo + i), v.compare(VectorOperators.GT, 0f))
          .intoArray(bar, bo + i);
    }
    for (; i < n; i++) {
      bar[bo + i] = y[yo + i] > 0f ? bar[bo + i] : 0f;
    }
  }
}
