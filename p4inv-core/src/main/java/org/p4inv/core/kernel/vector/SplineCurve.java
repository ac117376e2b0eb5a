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
 *
 * <p>A long formula is two loops, with what the first hands to the second in a row of the results:
 * a method short enough to be inlined is not safe, and neither is one of more than about 50
 * operations, loads and stores, see {@link Elementary}.
 */
final class SplineCurve {
  private SplineCurve() {}

  static void fraction(int size, float[] bin, int start, float[] v, int vo, float[] fraction) {
    for (int i = 0; i < size; i += 4 * FLOATS) {
      FloatVector.fromArray(F, v, vo + i)
          .sub(FloatVector.fromArray(F, bin, start * size + i))
          .div(FloatVector.fromArray(F, bin, (start + 1) * size + i))
          .max(0f)
          .min(1f)
          .intoArray(fraction, i);
      FloatVector.fromArray(F, v, vo + i + FLOATS)
          .sub(FloatVector.fromArray(F, bin, start * size + i + FLOATS))
          .div(FloatVector.fromArray(F, bin, (start + 1) * size + i + FLOATS))
          .max(0f)
          .min(1f)
          .intoArray(fraction, i + FLOATS);
      FloatVector.fromArray(F, v, vo + i + 2 * FLOATS)
          .sub(FloatVector.fromArray(F, bin, start * size + i + 2 * FLOATS))
          .div(FloatVector.fromArray(F, bin, (start + 1) * size + i + 2 * FLOATS))
          .max(0f)
          .min(1f)
          .intoArray(fraction, i + 2 * FLOATS);
      FloatVector.fromArray(F, v, vo + i + 3 * FLOATS)
          .sub(FloatVector.fromArray(F, bin, start * size + i + 3 * FLOATS))
          .div(FloatVector.fromArray(F, bin, (start + 1) * size + i + 3 * FLOATS))
          .max(0f)
          .min(1f)
          .intoArray(fraction, i + 3 * FLOATS);
    }
  }

  static void image(int size, float[] bin, int start, float[] fraction, float[] v, int vo) {
    for (int i = 0; i < size; i += 4 * FLOATS) {
      FloatVector from0 = FloatVector.fromArray(F, bin, start * size + i);
      FloatVector length0 = FloatVector.fromArray(F, bin, (start + 1) * size + i);
      FloatVector place0 = FloatVector.fromArray(F, fraction, i);
      length0.fma(place0, from0).intoArray(v, vo + i);
      FloatVector from1 = FloatVector.fromArray(F, bin, start * size + i + FLOATS);
      FloatVector length1 = FloatVector.fromArray(F, bin, (start + 1) * size + i + FLOATS);
      FloatVector place1 = FloatVector.fromArray(F, fraction, i + FLOATS);
      length1.fma(place1, from1).intoArray(v, vo + i + FLOATS);
      FloatVector from2 = FloatVector.fromArray(F, bin, start * size + i + 2 * FLOATS);
      FloatVector length2 = FloatVector.fromArray(F, bin, (start + 1) * size + i + 2 * FLOATS);
      FloatVector place2 = FloatVector.fromArray(F, fraction, i + 2 * FLOATS);
      length2.fma(place2, from2).intoArray(v, vo + i + 2 * FLOATS);
      FloatVector from3 = FloatVector.fromArray(F, bin, start * size + i + 3 * FLOATS);
      FloatVector length3 = FloatVector.fromArray(F, bin, (start + 1) * size + i + 3 * FLOATS);
      FloatVector place3 = FloatVector.fromArray(F, fraction, i + 3 * FLOATS);
      length3.fma(place3, from3).intoArray(v, vo + i + 3 * FLOATS);
    }
  }

  /** theta holds delta between the loops. */
  static void root(int size, float[] bin, float[] eta, float[] theta) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector left = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i).sub(s);
      FloatVector right = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i).sub(s);
      FloatVector from = FloatVector.fromArray(F, eta, i);
      FloatVector to = FloatVector.broadcast(F, 1f).sub(from);
      left.fma(to, right.mul(from).neg()).intoArray(theta, i);
    }
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector from = FloatVector.fromArray(F, eta, i);
      FloatVector to = FloatVector.broadcast(F, 1f).sub(from);
      FloatVector delta = FloatVector.fromArray(F, theta, i);
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

  /** inverse and slope hold M and N between the loops. */
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
      m.intoArray(inverse, i);
      n.intoArray(slope, i);
    }
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector d0 = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i);
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector n = FloatVector.fromArray(F, slope, i);
      FloatVector ratio = s.div(m);
      th.mul(s.fma(th, d0.mul(t))).div(m).min(1f).intoArray(eta, i);
      FloatVector.broadcast(F, 1f).div(m).intoArray(inverse, i);
      n.mul(ratio.mul(ratio)).intoArray(slope, i);
    }
  }

  /** The derivative holds its first term between the loops. */
  static void bend(
      int size, float[] bin, float[] theta, float[] inverse, float[] slope, float[] derivative) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector left = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i).sub(s);
      FloatVector right = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i).sub(s);
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector ratio = s.mul(FloatVector.fromArray(F, inverse, i));
      FloatVector n = FloatVector.fromArray(F, slope, i).div(ratio.mul(ratio));
      right.fma(th, left.mul(t).neg()).div(n).intoArray(derivative, i);
    }
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector w = FloatVector.fromArray(F, bin, SplineBin.W * size + i);
      FloatVector s = FloatVector.fromArray(F, bin, SplineBin.H * size + i).div(w);
      FloatVector left = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i).sub(s);
      FloatVector right = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i).sub(s);
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector first = FloatVector.fromArray(F, derivative, i);
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
    derivativesPullback(
        size, bin, theta, eta, inverse, slope, a, c, heightBar, widthBar, d0Bar, d1Bar);
    slopePullback(size, bin, theta, inverse, c, heightBar, widthBar);
  }

  /** Leaves 1 / N in heightBar and a h theta t / M in widthBar. */
  private static void derivativesPullback(
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
      FloatVector h = FloatVector.fromArray(F, bin, SplineBin.H * size + i);
      FloatVector s = h.div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector ratio = s.mul(m);
      FloatVector n = ratio.mul(ratio).div(FloatVector.fromArray(F, slope, i));
      FloatVector middle = th.mul(t).mul(m);
      FloatVector both = middle.mul(-2f);
      FloatVector cBar = FloatVector.fromArray(F, c, i);
      n.intoArray(heightBar, i);
      FloatVector.fromArray(F, a, i).mul(h).mul(middle).intoArray(widthBar, i);
      cBar.mul(t.mul(t).fma(n, both)).intoArray(d0Bar, i);
      cBar.mul(th.mul(th).fma(n, both)).intoArray(d1Bar, i);
    }
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector e = FloatVector.fromArray(F, widthBar, i);
      FloatVector image = FloatVector.fromArray(F, eta, i);
      FloatVector rest = FloatVector.broadcast(F, 1f).sub(image);
      e.fma(rest, FloatVector.fromArray(F, d0Bar, i)).intoArray(d0Bar, i);
      e.neg().fma(image, FloatVector.fromArray(F, d1Bar, i)).intoArray(d1Bar, i);
    }
  }

  /**
   * From what derivativesPullback left to what comes through s; heightBar holds the sum between.
   */
  private static void slopePullback(
      int size,
      float[] bin,
      float[] theta,
      float[] inverse,
      float[] c,
      float[] heightBar,
      float[] widthBar) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector s =
          FloatVector.fromArray(F, bin, SplineBin.H * size + i)
              .div(FloatVector.fromArray(F, bin, SplineBin.W * size + i));
      FloatVector d0 = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i);
      FloatVector d1 = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i);
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector n = FloatVector.fromArray(F, heightBar, i);
      d0.add(d1).mul(m).div(s).add(n).intoArray(heightBar, i);
    }
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector w = FloatVector.fromArray(F, bin, SplineBin.W * size + i);
      FloatVector s = FloatVector.fromArray(F, bin, SplineBin.H * size + i).div(w);
      FloatVector d0 = FloatVector.fromArray(F, bin, SplineBin.D0 * size + i);
      FloatVector d1 = FloatVector.fromArray(F, bin, SplineBin.D1 * size + i);
      FloatVector m = FloatVector.fromArray(F, inverse, i);
      FloatVector th = FloatVector.fromArray(F, theta, i);
      FloatVector t = FloatVector.broadcast(F, 1f).sub(th);
      FloatVector sum = FloatVector.fromArray(F, heightBar, i);
      FloatVector e = FloatVector.fromArray(F, widthBar, i);
      FloatVector bend = d1.fma(th.mul(th), d0.mul(t.mul(t)).neg());
      FloatVector flat = FloatVector.fromArray(F, c, i).mul(th.mul(t).mul(2f)).mul(sum);
      FloatVector part = e.mul(m).fma(bend, flat).div(w);
      part.intoArray(heightBar, i);
      s.mul(part).intoArray(widthBar, i);
    }
  }
}
