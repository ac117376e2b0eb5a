package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.p4inv.core.kernel.SplineBin;
import org.p4inv.core.kernel.SplineKernels;

/**
 * A rational-quadratic spline within the bins of its numbers: {@link SplineKernels} on vectors, the
 * same operations in the same order.
 */
final class SplineCurve {
  private SplineCurve() {}

  static void fraction(int size, float[] bin, int start, float[] v, int vo, float[] fraction) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector.fromArray(F, v, vo + i)
          .sub(FloatVector.fromArray(F, bin, start * size + i))
          .div(FloatVector.fromArray(F, bin, (start + 1) * size + i))
          .max(0f)
          .min(1f)
          .intoArray(fraction, i);
    }
  }

  static void image(int size, float[] bin, int start, float[] fraction, float[] v, int vo) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector.fromArray(F, bin, (start + 1) * size + i)
          .fma(
              FloatVector.fromArray(F, fraction, i),
              FloatVector.fromArray(F, bin, start * size + i))
          .intoArray(v, vo + i);
    }
  }

  static void root(int size, float[] bin, float[] eta, float[] theta) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector left = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i).sub(s);
      FloatVector right = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i).sub(s);
      FloatVector from = FloatVector.fromArray(F, eta, i);
      FloatVector to = FloatVector.broadcast(F, 1f).sub(from);
      FloatVector delta = left.fma(to, right.mul(from).neg());
      VectorMask<Float> mirrored = delta.compare(VectorOperators.LT, 0f);
      FloatVector turn = delta.abs();
      FloatVector near = from.blend(to, mirrored);
      FloatVector far = to.blend(from, mirrored);
      FloatVector gap = s.sub(turn);
      FloatVector r = s.mul(4f).mul(turn).fma(far, gap.mul(gap)).lanewise(VectorOperators.SQRT);
      FloatVector root = s.mul(2f).mul(near).div(s.add(turn).add(r)).min(1f);
      root.blend(FloatVector.broadcast(F, 1f).sub(root), mirrored).intoArray(theta, i);
    }
  }

  static void curve(
      int size, float[] bin, float[] theta, float[] eta, float[] inverse, float[] slope) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector d0 = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i);
      FloatVector d1 = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i);
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector m = FloatVector.broadcast(F, -2f).fma(s, d0.add(d1)).fma(th.mul(t), s);
      FloatVector n = th.fma(d1.fma(th, s.mul(t)), t.mul(d0.fma(t, s.mul(th))));
      FloatVector ratio = s.div(m);
      th.mul(s.fma(th, d0.mul(t))).div(m).min(1f).intoArray(eta, i);
      FloatVector.broadcast(F, 1f).div(m).intoArray(inverse, i);
      n.mul(ratio.mul(ratio)).intoArray(slope, i);
    }
  }

  static void bend(
      int size, float[] bin, float[] theta, float[] inverse, float[] slope, float[] derivative) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector w = FloatVector.fromArray(F, bin, SplineBin.W * size + i);
      FloatVector s = FloatVector.fromArray(F, bin, SplineBin.H * size + i).div(w);
      FloatVector left = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i).sub(s);
      FloatVector right = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i).sub(s);
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector ratio = s.mul(m);
      FloatVector n = FloatVector.fromArray(F, slope, i).div(ratio.mul(ratio));
      FloatVector first = right.fma(th, left.mul(t).neg()).div(n);
      FloatVector second = left.add(right).mul(t.sub(th)).mul(m);
      first.sub(second).mul(2f).div(w).intoArray(derivative, i);
    }
  }

  static void pullback(
      int size,
      float[] bin,
      float[] theta,
      float[] eta,
      float[] inverse,
      float[] slope,
      float[] a,
      float[] c,
      float[] heightBar,
      float[] widthBar,
      float[] d0Bar,
      float[] d1Bar) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector w = FloatVector.fromArray(F, bin, SplineBin.W * size + i);
      FloatVector h = FloatVector.fromArray(F, bin, SplineBin.H * size + i);
      FloatVector d0 = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i);
      FloatVector d1 = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i);
      FloatVector cBar = FloatVector.fromArray(F, c, i);
      FloatVector s = h.div(w);
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector left = t.mul(t);
      FloatVector right = th.mul(th);
      FloatVector ratio = s.mul(m);
      FloatVector n = ratio.mul(ratio).div(FloatVector.fromArray(F, slope, i));
      FloatVector middle = th.mul(t);
      FloatVector e = FloatVector.fromArray(F, a, i).mul(h).mul(middle.mul(m));
      FloatVector both = middle.mul(m).mul(-2f);
      FloatVector image = FloatVector.fromArray(F, eta, i);
      FloatVector rest = FloatVector.broadcast(F, 1f).sub(image);
      e.fma(rest, cBar.mul(left.fma(n, both))).intoArray(d0Bar, i);
      e.neg().fma(image, cBar.mul(right.fma(n, both))).intoArray(d1Bar, i);
      FloatVector sum = d0.add(d1).mul(m).div(s).add(n);
      FloatVector bend = d1.fma(right, d0.mul(left).neg());
      FloatVector part = e.mul(m).fma(bend, cBar.mul(middle.mul(2f)).mul(sum)).div(w);
      part.intoArray(heightBar, i);
      s.mul(part).intoArray(widthBar, i);
    }
  }
}
