package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import java.util.Arrays;
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
 *
 * <p>What goes from bin to bin, a sum or the knots kept, stands in rows of the results and in no
 * variable, so that no loop carries a vector. How long a method may be, see {@link SplineCurve}.
 */
final class SplineKnots {
  private SplineKnots() {}

  /** The largest stands in row 0 of the result until that row's turn comes, as the last. */
  static void exponents(int bins, int size, float[] x, int xo, float[] y, int yo) {
    System.arraycopy(x, xo, y, yo, size);
    for (int i = 0; i < size; i += 4 * FLOATS) {
      int m0 = yo + i;
      int m1 = m0 + FLOATS;
      int m2 = m1 + FLOATS;
      int m3 = m2 + FLOATS;
      for (int k = 1; k < bins; k++) {
        int x0 = xo + k * size + i;
        int x1 = x0 + FLOATS;
        int x2 = x1 + FLOATS;
        int x3 = x2 + FLOATS;
        FloatVector.fromArray(F, y, m0).max(FloatVector.fromArray(F, x, x0)).intoArray(y, m0);
        FloatVector.fromArray(F, y, m1).max(FloatVector.fromArray(F, x, x1)).intoArray(y, m1);
        FloatVector.fromArray(F, y, m2).max(FloatVector.fromArray(F, x, x2)).intoArray(y, m2);
        FloatVector.fromArray(F, y, m3).max(FloatVector.fromArray(F, x, x3)).intoArray(y, m3);
      }
      for (int k = bins - 1; k >= 0; k--) {
        int x0 = xo + k * size + i;
        int x1 = x0 + FLOATS;
        int x2 = x1 + FLOATS;
        int x3 = x2 + FLOATS;
        int y0 = yo + k * size + i;
        int y1 = y0 + FLOATS;
        int y2 = y1 + FLOATS;
        int y3 = y2 + FLOATS;
        FloatVector.fromArray(F, x, x0).sub(FloatVector.fromArray(F, y, m0)).intoArray(y, y0);
        FloatVector.fromArray(F, x, x1).sub(FloatVector.fromArray(F, y, m1)).intoArray(y, y1);
        FloatVector.fromArray(F, x, x2).sub(FloatVector.fromArray(F, y, m2)).intoArray(y, y2);
        FloatVector.fromArray(F, x, x3).sub(FloatVector.fromArray(F, y, m3)).intoArray(y, y3);
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
    int last = bins * size;
    Arrays.fill(knots, 0, size, 0f);
    System.arraycopy(p, po, knots, last, size);
    place(bins, size, p, po, bound, least, spread, knots);
    Arrays.fill(knots, 0, size, -bound);
    Arrays.fill(knots, last, last + size, bound);
  }

  /** The sum of the shares so far stands in row 0, that of the exponentials in the last row. */
  private static void place(
      int bins,
      int size,
      float[] p,
      int po,
      float bound,
      float least,
      float spread,
      float[] knots) {
    for (int i = 0; i < size; i += 2 * FLOATS) {
      int j = i + FLOATS;
      int ti = bins * size + i;
      int tj = bins * size + j;
      for (int k = 1; k < bins; k++) {
        int pi = po + k * size + i;
        int pj = po + k * size + j;
        FloatVector.fromArray(F, knots, ti)
            .add(FloatVector.fromArray(F, p, pi))
            .intoArray(knots, ti);
        FloatVector.fromArray(F, knots, tj)
            .add(FloatVector.fromArray(F, p, pj))
            .intoArray(knots, tj);
      }
      FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, knots, ti)).intoArray(knots, ti);
      FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, knots, tj)).intoArray(knots, tj);
      for (int k = 0; k < bins; k++) {
        float even = Math.fma(k + 1, least, -bound);
        int pi = po + k * size + i;
        FloatVector sharei =
            FloatVector.fromArray(F, p, pi).mul(FloatVector.fromArray(F, knots, ti));
        sharei.intoArray(p, pi);
        FloatVector sumi = FloatVector.fromArray(F, knots, i).add(sharei);
        sumi.intoArray(knots, i);
        FloatVector.broadcast(F, spread)
            .fma(sumi, FloatVector.broadcast(F, even))
            .intoArray(knots, (k + 1) * size + i);
        int pj = po + k * size + j;
        FloatVector sharej =
            FloatVector.fromArray(F, p, pj).mul(FloatVector.fromArray(F, knots, tj));
        sharej.intoArray(p, pj);
        FloatVector sumj = FloatVector.fromArray(F, knots, j).add(sharej);
        sumj.intoArray(knots, j);
        FloatVector.broadcast(F, spread)
            .fma(sumj, FloatVector.broadcast(F, even))
            .intoArray(knots, (k + 1) * size + j);
      }
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
    System.arraycopy(x, 0, bin, SplineBin.X0 * size, size);
    System.arraycopy(x, size, bin, SplineBin.W * size, size);
    System.arraycopy(y, 0, bin, SplineBin.Y0 * size, size);
    System.arraycopy(y, size, bin, SplineBin.H * size, size);
    System.arraycopy(d, 0, bin, SplineBin.D0 * size, size);
    System.arraycopy(d, size, bin, SplineBin.D1 * size, size);
    Arrays.fill(bin, SplineBin.INDEX * size, (SplineBin.INDEX + 1) * size, 0f);
    ends(bins, size, v, vo, search, x, y, d, bin);
    lengths(size, v, vo, search, bins * size, bin);
  }

  /** The ends of the bins; the right ones stand where the lengths will be. */
  private static void ends(
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
      int x0 = SplineBin.X0 * size + i;
      int x1 = SplineBin.W * size + i;
      int y0 = SplineBin.Y0 * size + i;
      int y1 = SplineBin.H * size + i;
      int d0 = SplineBin.D0 * size + i;
      int d1 = SplineBin.D1 * size + i;
      int index = SplineBin.INDEX * size + i;
      for (int k = 1; k < bins; k++) {
        int left = k * size + i;
        int right = left + size;
        VectorMask<Float> above =
            FloatVector.fromArray(F, v, vo + i)
                .compare(VectorOperators.GE, FloatVector.fromArray(F, search, left));
        FloatVector.fromArray(F, bin, x0)
            .blend(FloatVector.fromArray(F, x, left), above)
            .intoArray(bin, x0);
        FloatVector.fromArray(F, bin, x1)
            .blend(FloatVector.fromArray(F, x, right), above)
            .intoArray(bin, x1);
        FloatVector.fromArray(F, bin, y0)
            .blend(FloatVector.fromArray(F, y, left), above)
            .intoArray(bin, y0);
        FloatVector.fromArray(F, bin, y1)
            .blend(FloatVector.fromArray(F, y, right), above)
            .intoArray(bin, y1);
        FloatVector.fromArray(F, bin, d0)
            .blend(FloatVector.fromArray(F, d, left), above)
            .intoArray(bin, d0);
        FloatVector.fromArray(F, bin, d1)
            .blend(FloatVector.fromArray(F, d, right), above)
            .intoArray(bin, d1);
        FloatVector.fromArray(F, bin, index).blend(k, above).intoArray(bin, index);
      }
    }
  }

  /** From ends to lengths, and the bins of numbers beyond the knots. */
  private static void lengths(int size, float[] v, int vo, float[] search, int last, float[] bin) {
    for (int i = 0; i < size; i += FLOATS) {
      int x0 = SplineBin.X0 * size + i;
      int x1 = SplineBin.W * size + i;
      int y0 = SplineBin.Y0 * size + i;
      int y1 = SplineBin.H * size + i;
      int d0 = SplineBin.D0 * size + i;
      int d1 = SplineBin.D1 * size + i;
      int index = SplineBin.INDEX * size + i;
      FloatVector value = FloatVector.fromArray(F, v, vo + i);
      VectorMask<Float> below =
          value.compare(VectorOperators.LT, FloatVector.fromArray(F, search, i));
      VectorMask<Float> above =
          value.compare(VectorOperators.GT, FloatVector.fromArray(F, search, last + i));
      VectorMask<Float> beyond = below.or(above);
      FloatVector left = FloatVector.fromArray(F, bin, x0);
      FloatVector low = FloatVector.fromArray(F, bin, y0);
      FloatVector width = FloatVector.fromArray(F, bin, x1).sub(left);
      FloatVector height = FloatVector.fromArray(F, bin, y1).sub(low);
      left.blend(value, beyond).intoArray(bin, x0);
      width.blend(1f, beyond).intoArray(bin, x1);
      low.blend(value, beyond).intoArray(bin, y0);
      height.blend(1f, beyond).intoArray(bin, y1);
      FloatVector.fromArray(F, bin, d0).blend(1f, beyond).intoArray(bin, d0);
      FloatVector.fromArray(F, bin, d1).blend(1f, beyond).intoArray(bin, d1);
      FloatVector.fromArray(F, bin, index).blend(-1f, beyond).intoArray(bin, index);
    }
  }

  /** The mean stands in row 0 of the result until that row's turn comes, as the last. */
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
    Arrays.fill(out, oo, oo + size, 0f);
    for (int i = 0; i < size; i += 2 * FLOATS) {
      int j = i + FLOATS;
      int ki = SplineBin.INDEX * size + i;
      int kj = SplineBin.INDEX * size + j;
      for (int k = 0; k < bins; k++) {
        FloatVector owni = FloatVector.fromArray(F, bin, ki);
        FloatVector gi =
            FloatVector.zero(F)
                .blend(FloatVector.fromArray(F, below, i), owni.compare(VectorOperators.GT, k))
                .blend(FloatVector.fromArray(F, at, i), owni.compare(VectorOperators.EQ, k));
        FloatVector.fromArray(F, p, po + k * size + i)
            .fma(gi, FloatVector.fromArray(F, out, oo + i))
            .intoArray(out, oo + i);
        FloatVector ownj = FloatVector.fromArray(F, bin, kj);
        FloatVector gj =
            FloatVector.zero(F)
                .blend(FloatVector.fromArray(F, below, j), ownj.compare(VectorOperators.GT, k))
                .blend(FloatVector.fromArray(F, at, j), ownj.compare(VectorOperators.EQ, k));
        FloatVector.fromArray(F, p, po + k * size + j)
            .fma(gj, FloatVector.fromArray(F, out, oo + j))
            .intoArray(out, oo + j);
      }
    }
    for (int i = 0; i < size; i += FLOATS) {
      for (int k = bins - 1; k >= 0; k--) {
        FloatVector own = FloatVector.fromArray(F, bin, SplineBin.INDEX * size + i);
        FloatVector g =
            FloatVector.zero(F)
                .blend(FloatVector.fromArray(F, below, i), own.compare(VectorOperators.GT, k))
                .blend(FloatVector.fromArray(F, at, i), own.compare(VectorOperators.EQ, k));
        FloatVector.fromArray(F, p, po + k * size + i)
            .mul(spread)
            .mul(g.sub(FloatVector.fromArray(F, out, oo + i)))
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
    for (int row = 0; row < rows; row++) {
      int begins = first + row;
      int ends = begins == 0 ? rows - 1 : begins - 1;
      for (int i = 0; i < size; i += 2 * FLOATS) {
        int j = i + FLOATS;
        FloatVector owni = FloatVector.fromArray(F, bin, SplineBin.INDEX * size + i);
        FloatVector fromi =
            FloatVector.zero(F)
                .blend(
                    FloatVector.fromArray(F, d0Bar, i), owni.compare(VectorOperators.EQ, begins));
        FloatVector toi =
            FloatVector.zero(F)
                .blend(FloatVector.fromArray(F, d1Bar, i), owni.compare(VectorOperators.EQ, ends));
        VectorMask<Float> freei =
            FloatVector.fromArray(F, d, begins * size + i).compare(VectorOperators.LT, largest);
        int ati = oo + row * size + i;
        FloatVector.zero(F)
            .blend(FloatVector.fromArray(F, out, ati).mul(fromi.add(toi)), freei)
            .intoArray(out, ati);
        FloatVector ownj = FloatVector.fromArray(F, bin, SplineBin.INDEX * size + j);
        FloatVector fromj =
            FloatVector.zero(F)
                .blend(
                    FloatVector.fromArray(F, d0Bar, j), ownj.compare(VectorOperators.EQ, begins));
        FloatVector toj =
            FloatVector.zero(F)
                .blend(FloatVector.fromArray(F, d1Bar, j), ownj.compare(VectorOperators.EQ, ends));
        VectorMask<Float> freej =
            FloatVector.fromArray(F, d, begins * size + j).compare(VectorOperators.LT, largest);
        int atj = oo + row * size + j;
        FloatVector.zero(F)
            .blend(FloatVector.fromArray(F, out, atj).mul(fromj.add(toj)), freej)
            .intoArray(out, atj);
      }
    }
  }
}
