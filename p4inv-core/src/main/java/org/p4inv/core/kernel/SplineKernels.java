package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.SplineBin.D0;
import static org.p4inv.core.kernel.SplineBin.D1;
import static org.p4inv.core.kernel.SplineBin.H;
import static org.p4inv.core.kernel.SplineBin.INDEX;
import static org.p4inv.core.kernel.SplineBin.W;
import static org.p4inv.core.kernel.SplineBin.X0;
import static org.p4inv.core.kernel.SplineBin.Y0;

/**
 * The operations of monotone rational-quadratic splines of K bins, each with a spline of its own
 * for every number.
 *
 * <p>Numbers, parameters and knots stand in rows of {@code size} floats, a multiple of 64. The bin
 * of a number is the rows of {@link SplineBin}. With s = h / w, theta the place in the bin, from 0
 * to 1, and t = 1 - theta,
 *
 * <pre>
 *   M = s + (d0 + d1 - 2 s) theta t            eta = theta (s theta + d0 t) / M
 *   N = d1 theta^2 + 2 s theta t + d0 t^2      dy/dx = N (s / M)^2
 * </pre>
 *
 * where eta is the place of the image in the height of the bin. Source: Gregory and Delbourgo, IMA
 * J. Numer. Anal. 2 (1982), 123; the form of Durkan et al., arXiv 1906.04032, eq. 4 and 5.
 */
public interface SplineKernels {
  /**
   * y_k = x_k less the largest of x_0 to x_(K-1): what a softmax exponentiates.
   *
   * @param x K rows from {@code xo}. Not modified.
   * @param y K rows from {@code yo}, overwritten
   */
  default void splineExponents(int bins, int size, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < size; i++) {
      float max = x[xo + i];
      for (int k = 1; k < bins; k++) {
        max = Math.max(max, x[xo + k * size + i]);
      }
      for (int k = 0; k < bins; k++) {
        y[yo + k * size + i] = x[xo + k * size + i] - max;
      }
    }
  }

  /**
   * Divides exponentials by their sum, which makes shares p_k, and sets K + 1 knots from -bound to
   * bound: knot k stands at -bound + k least + spread (p_0 + ... + p_(k-1)), the last one at bound.
   *
   * @param p K rows from {@code po}, exponentials of which one is 1; updated to the shares
   * @param least the width that every bin has at least
   * @param spread 2 bound - K least, which is shared out
   * @param knots K + 1 rows, overwritten; they do not decrease
   */
  default void splineKnots(
      int bins,
      int size,
      float[] p,
      int po,
      float bound,
      float least,
      float spread,
      float[] knots) {
    for (int i = 0; i < size; i++) {
      float total = p[po + i];
      for (int k = 1; k < bins; k++) {
        total += p[po + k * size + i];
      }
      float inverse = 1f / total;
      float sum = 0f;
      knots[i] = -bound;
      for (int k = 0; k < bins; k++) {
        float share = p[po + k * size + i] * inverse;
        p[po + k * size + i] = share;
        sum += share;
        knots[(k + 1) * size + i] = Math.fma(spread, sum, Math.fma(k + 1, least, -bound));
      }
      knots[bins * size + i] = bound;
    }
  }

  /**
   * Finds the bin of each number: the last one whose knot in {@code search} is not above it.
   *
   * <p>A number v beyond the first or the last knot gets a bin that makes it its own image, with
   * derivative 1: x0 = y0 = v, w = h = d0 = d1 = 1, k = -1.
   *
   * @param v numbers from {@code vo}. Not modified.
   * @param search the array {@code x} or {@code y}
   * @param x K + 1 rows: the knots. Not modified.
   * @param y K + 1 rows: their images. Not modified.
   * @param d K + 1 rows: the derivatives there. Not modified.
   * @param bin the rows of {@link SplineBin}, overwritten
   */
  default void splineBins(
      int bins,
      int size,
      float[] v,
      int vo,
      float[] search,
      float[] x,
      float[] y,
      float[] d,
      float[] bin) {
    for (int i = 0; i < size; i++) {
      float value = v[vo + i];
      int k = 0;
      for (int next = 1; next < bins; next++) {
        k = value >= search[next * size + i] ? next : k;
      }
      boolean beyond = value < search[i] || value > search[bins * size + i];
      int left = k * size + i;
      int right = left + size;
      bin[X0 * size + i] = beyond ? value : x[left];
      bin[W * size + i] = beyond ? 1f : x[right] - x[left];
      bin[Y0 * size + i] = beyond ? value : y[left];
      bin[H * size + i] = beyond ? 1f : y[right] - y[left];
      bin[D0 * size + i] = beyond ? 1f : d[left];
      bin[D1 * size + i] = beyond ? 1f : d[right];
      bin[INDEX * size + i] = beyond ? -1f : k;
    }
  }

  /**
   * The place of a number in its bin, from 0 to 1: (v - start) / length.
   *
   * @param start {@link SplineBin#X0} or {@link SplineBin#Y0}; the length is the row after it
   * @param v numbers from {@code vo}. Not modified.
   * @param fraction one row, overwritten
   */
  default void splineFraction(
      int size, float[] bin, int start, float[] v, int vo, float[] fraction) {
    for (int i = 0; i < size; i++) {
      float f = (v[vo + i] - bin[start * size + i]) / bin[(start + 1) * size + i];
      fraction[i] = Math.min(Math.max(f, 0f), 1f);
    }
  }

  /**
   * The number at a place in its bin: start + length fraction.
   *
   * @param start {@link SplineBin#X0} or {@link SplineBin#Y0}; the length is the row after it
   * @param fraction one row. Not modified.
   * @param v numbers from {@code vo}, overwritten
   */
  default void splineImage(int size, float[] bin, int start, float[] fraction, float[] v, int vo) {
    for (int i = 0; i < size; i++) {
      v[vo + i] = Math.fma(bin[(start + 1) * size + i], fraction[i], bin[start * size + i]);
    }
  }

  /**
   * theta from eta: the root of a quadratic equation, written so that nothing cancels.
   *
   * <p>With delta = (d0 - s) (1 - eta) - (d1 - s) eta the equation is delta theta^2 - (s + delta)
   * theta + s eta = 0. For delta at or above 0 its root is theta = 2 s eta / (s + delta + r), with
   * r^2 = (s - delta)^2 + 4 s delta (1 - eta), a sum of what is not negative; otherwise the same
   * holds for the bin read from the right, with -delta, 1 - eta and 1 - theta.
   *
   * @param eta one row. Not modified.
   * @param theta one row, overwritten
   */
  default void splineRoot(int size, float[] bin, float[] eta, float[] theta) {
    for (int i = 0; i < size; i++) {
      float s = bin[H * size + i] / bin[W * size + i];
      float left = bin[D0 * size + i] - s;
      float right = bin[D1 * size + i] - s;
      float from = eta[i];
      float to = 1f - from;
      float delta = Math.fma(left, to, -(right * from));
      boolean mirrored = delta < 0f;
      float turn = Math.abs(delta);
      float near = mirrored ? to : from;
      float far = mirrored ? from : to;
      float gap = s - turn;
      float r = (float) Math.sqrt(Math.fma(4f * s * turn, far, gap * gap));
      float root = Math.min(2f * s * near / (s + turn + r), 1f);
      theta[i] = mirrored ? 1f - root : root;
    }
  }

  /**
   * eta, 1 / M and the derivative dy/dx at theta.
   *
   * @param theta one row. Not modified.
   * @param eta one row, overwritten
   * @param inverse one row, overwritten with 1 / M
   * @param slope one row, overwritten with dy/dx
   */
  default void splineCurve(
      int size, float[] bin, float[] theta, float[] eta, float[] inverse, float[] slope) {
    for (int i = 0; i < size; i++) {
      float d0 = bin[D0 * size + i];
      float d1 = bin[D1 * size + i];
      float s = bin[H * size + i] / bin[W * size + i];
      float th = theta[i];
      float t = 1f - th;
      float m = Math.fma(Math.fma(-2f, s, d0 + d1), th * t, s);
      float n = Math.fma(th, Math.fma(d1, th, s * t), t * Math.fma(d0, t, s * th));
      float ratio = s / m;
      eta[i] = Math.min(th * Math.fma(s, th, d0 * t) / m, 1f);
      inverse[i] = 1f / m;
      slope[i] = n * (ratio * ratio);
    }
  }

  /**
   * d ln(dy/dx) / dx = 2 ((d1 - s) theta - (d0 - s) t) / (N w) - 2 (d0 + d1 - 2 s) (t - theta) / (M
   * w), after {@link #splineCurve}.
   *
   * @param derivative one row, overwritten
   */
  default void splineBend(
      int size, float[] bin, float[] theta, float[] inverse, float[] slope, float[] derivative) {
    for (int i = 0; i < size; i++) {
      float w = bin[W * size + i];
      float s = bin[H * size + i] / w;
      float left = bin[D0 * size + i] - s;
      float right = bin[D1 * size + i] - s;
      float th = theta[i];
      float t = 1f - th;
      float ratio = s * inverse[i];
      float n = slope[i] / (ratio * ratio);
      float first = Math.fma(right, th, -(left * t)) / n;
      float second = (left + right) * (t - th) * inverse[i];
      derivative[i] = 2f * (first - second) / w;
    }
  }

  /**
   * The cotangents of a bin, after {@link #splineCurve}, as far as they come through s, d0 and d1:
   * with a = dL/dy and c = dL/dln(dy/dx),
   *
   * <pre>
   *   sBar  = a h theta t (d1 theta^2 - d0 t^2) / M^2 + 2 c theta t (1 / N + (d0 + d1) / (s M))
   *   d0Bar =  a h theta t (1 - eta) / M + c (t^2 / N - 2 theta t / M)
   *   d1Bar = -a h theta t eta / M + c (theta^2 / N - 2 theta t / M)
   * </pre>
   *
   * @param heightBar one row, overwritten with sBar / w: what reaches h through s
   * @param widthBar one row, overwritten with s sBar / w: less what reaches w through s
   * @param d0Bar one row, overwritten
   * @param d1Bar one row, overwritten
   */
  default void splineCurvePullback(
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
    for (int i = 0; i < size; i++) {
      float w = bin[W * size + i];
      float h = bin[H * size + i];
      float d0 = bin[D0 * size + i];
      float d1 = bin[D1 * size + i];
      float s = h / w;
      float m = inverse[i];
      float th = theta[i];
      float t = 1f - th;
      float left = t * t;
      float right = th * th;
      float ratio = s * m;
      float n = ratio * ratio / slope[i];
      float middle = th * t;
      float e = a[i] * h * (middle * m);
      float both = -2f * (middle * m);
      d0Bar[i] = Math.fma(e, 1f - eta[i], c[i] * Math.fma(left, n, both));
      d1Bar[i] = Math.fma(-e, eta[i], c[i] * Math.fma(right, n, both));
      float sum = (d0 + d1) * m / s + n;
      float bend = Math.fma(d1, right, -(d0 * left));
      float sBar = Math.fma(e * m, bend, c[i] * (2f * middle) * sum);
      float part = sBar / w;
      heightBar[i] = part;
      widthBar[i] = s * part;
    }
  }

  /**
   * From the cotangents of the ends of a bin to those of what the softmax was given: out_k = spread
   * p_k (g_k - p_0 g_0 - ... - p_(K-1) g_(K-1)), where g_k is {@code below} for the bins below the
   * number's own, {@code at} for its own and 0 above.
   *
   * @param p shares, K rows from {@code po}. Not modified.
   * @param bin as {@link #splineBins} made it. Not modified.
   * @param below one row. Not modified.
   * @param at one row. Not modified.
   * @param out K rows from {@code oo}, overwritten
   */
  default void splineKnotsPullback(
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
    for (int i = 0; i < size; i++) {
      float own = bin[INDEX * size + i];
      float mean = 0f;
      for (int k = 0; k < bins; k++) {
        float g = k < own ? below[i] : k == own ? at[i] : 0f;
        mean = Math.fma(p[po + k * size + i], g, mean);
      }
      for (int k = 0; k < bins; k++) {
        float g = k < own ? below[i] : k == own ? at[i] : 0f;
        out[oo + k * size + i] = spread * p[po + k * size + i] * (g - mean);
      }
    }
  }

  /**
   * Multiplies rows by the cotangents of the derivatives at knots: row k by {@code d0Bar} where the
   * bin of the number begins at that knot, plus {@code d1Bar} where it ends there.
   *
   * @param rows the number of knots with a row
   * @param first the knot of the first row; where it is 0, the last bin ends there too
   * @param bin as {@link #splineBins} made it. Not modified.
   * @param d the derivatives at all knots. Not modified.
   * @param largest where the derivative has reached it, the row becomes 0
   * @param out rows from {@code oo}, updated
   */
  default void splineDerivativesPullback(
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
      for (int i = 0; i < size; i++) {
        float own = bin[INDEX * size + i];
        float bar = (own == begins ? d0Bar[i] : 0f) + (own == ends ? d1Bar[i] : 0f);
        int at = oo + row * size + i;
        out[at] = d[begins * size + i] < largest ? out[at] * bar : 0f;
      }
    }
  }
}
