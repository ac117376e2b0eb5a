package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.p4inv.core.kernel.SplineBin;
import org.p4inv.core.kernel.SplineKernels;

/**
 * The knots of splines and the bins of numbers: {@link SplineKernels} on vectors, the same
 * operations in the same order.
 *
 * <p>A bin is found without a gather: all knots pass by, and a number keeps the last that is not
 * above it.
 */
final class SplineKnots {
  private SplineKnots() {}

  static void exponents(int bins, int size, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector max = FloatVector.fromArray(F, x, xo + i);
      for (int k = 1; k < bins; k++) {
        max = max.max(FloatVector.fromArray(F, x, xo + k * size + i));
      }
      for (int k = 0; k < bins; k++) {
        FloatVector.fromArray(F, x, xo + k * size + i).sub(max).intoArray(y, yo + k * size + i);
      }
    }
  }

  static void knots(
      int bins,
      int size,
      float[] p,
      int po,
      float bound,
      float least,
      float spread,
      float[] knots) {
    FloatVector shared = FloatVector.broadcast(F, spread);
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector total = FloatVector.fromArray(F, p, po + i);
      for (int k = 1; k < bins; k++) {
        total = total.add(FloatVector.fromArray(F, p, po + k * size + i));
      }
      FloatVector inverse = FloatVector.broadcast(F, 1f).div(total);
      FloatVector sum = FloatVector.zero(F);
      FloatVector.broadcast(F, -bound).intoArray(knots, i);
      for (int k = 0; k < bins; k++) {
        FloatVector share = FloatVector.fromArray(F, p, po + k * size + i).mul(inverse);
        share.intoArray(p, po + k * size + i);
        sum = sum.add(share);
        FloatVector even = FloatVector.broadcast(F, Math.fma(k + 1, least, -bound));
        shared.fma(sum, even).intoArray(knots, (k + 1) * size + i);
      }
      FloatVector.broadcast(F, bound).intoArray(knots, bins * size + i);
    }
  }

  static void bins(
      int bins,
      int size,
      float[] v,
      int vo,
      float[] search,
      float[] x,
      float[] y,
      float[] d,
      float[] bin) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector value = FloatVector.fromArray(F, v, vo + i);
      FloatVector x0 = FloatVector.fromArray(F, x, i);
      FloatVector y0 = FloatVector.fromArray(F, y, i);
      FloatVector d0 = FloatVector.fromArray(F, d, i);
      FloatVector x1 = FloatVector.fromArray(F, x, size + i);
      FloatVector y1 = FloatVector.fromArray(F, y, size + i);
      FloatVector d1 = FloatVector.fromArray(F, d, size + i);
      FloatVector index = FloatVector.zero(F);
      for (int k = 1; k < bins; k++) {
        int left = k * size + i;
        int right = left + size;
        VectorMask<Float> above =
            value.compare(VectorOperators.GE, FloatVector.fromArray(F, search, left));
        x0 = x0.blend(FloatVector.fromArray(F, x, left), above);
        y0 = y0.blend(FloatVector.fromArray(F, y, left), above);
        d0 = d0.blend(FloatVector.fromArray(F, d, left), above);
        x1 = x1.blend(FloatVector.fromArray(F, x, right), above);
        y1 = y1.blend(FloatVector.fromArray(F, y, right), above);
        d1 = d1.blend(FloatVector.fromArray(F, d, right), above);
        index = index.blend(k, above);
      }
      VectorMask<Float> beyond =
          value
              .compare(VectorOperators.LT, FloatVector.fromArray(F, search, i))
              .or(
                  value.compare(
                      VectorOperators.GT, FloatVector.fromArray(F, search, bins * size + i)));
      x1.sub(x0).blend(1f, beyond).intoArray(bin, SplineBin.W * size + i);
      y1.sub(y0).blend(1f, beyond).intoArray(bin, SplineBin.H * size + i);
      x0.blend(value, beyond).intoArray(bin, SplineBin.X0 * size + i);
      y0.blend(value, beyond).intoArray(bin, SplineBin.Y0 * size + i);
      d0.blend(1f, beyond).intoArray(bin, SplineBin.D0 * size + i);
      d1.blend(1f, beyond).intoArray(bin, SplineBin.D1 * size + i);
      index.blend(-1f, beyond).intoArray(bin, SplineBin.INDEX * size + i);
    }
  }

  static void knotsPullback(
      int bins,
      int size,
      float spread,
      float[] p,
      int po,
      float[] bin,
      float[] below,
      float[] at,
      float[] out,
      int oo) {
    for (int i = 0; i < size; i += FLOATS) {
      FloatVector own = FloatVector.fromArray(F, bin, SplineBin.INDEX * size + i);
      FloatVector before = FloatVector.fromArray(F, below, i);
      FloatVector here = FloatVector.fromArray(F, at, i);
      FloatVector mean = FloatVector.zero(F);
      for (int k = 0; k < bins; k++) {
        FloatVector g =
            FloatVector.zero(F)
                .blend(before, own.compare(VectorOperators.GT, k))
                .blend(here, own.compare(VectorOperators.EQ, k));
        mean = FloatVector.fromArray(F, p, po + k * size + i).fma(g, mean);
      }
      for (int k = 0; k < bins; k++) {
        FloatVector g =
            FloatVector.zero(F)
                .blend(before, own.compare(VectorOperators.GT, k))
                .blend(here, own.compare(VectorOperators.EQ, k));
        FloatVector.fromArray(F, p, po + k * size + i)
            .mul(spread)
            .mul(g.sub(mean))
            .intoArray(out, oo + k * size + i);
      }
    }
  }

  static void derivativesPullback(
      int rows,
      int first,
      int size,
      float[] bin,
      float[] d,
      float largest,
      float[] d0Bar,
      float[] d1Bar,
      float[] out,
      int oo) {
    FloatVector zero = FloatVector.zero(F);
    for (int row = 0; row < rows; row++) {
      int begins = first + row;
      int ends = begins == 0 ? rows - 1 : begins - 1;
      for (int i = 0; i < size; i += FLOATS) {
        FloatVector own = FloatVector.fromArray(F, bin, SplineBin.INDEX * size + i);
        FloatVector from =
            zero.blend(FloatVector.fromArray(F, d0Bar, i), own.compare(VectorOperators.EQ, begins));
        FloatVector to =
            zero.blend(FloatVector.fromArray(F, d1Bar, i), own.compare(VectorOperators.EQ, ends));
        int at = oo + row * size + i;
        VectorMask<Float> free =
            FloatVector.fromArray(F, d, begins * size + i).compare(VectorOperators.LT, largest);
        zero.blend(FloatVector.fromArray(F, out, at).mul(from.add(to)), free).intoArray(out, at);
      }
    }
  }
}
