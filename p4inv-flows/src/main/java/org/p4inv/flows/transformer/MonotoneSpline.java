package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.SplineBin;
import org.p4inv.core.kernel.SplineKernels;
import org.p4inv.flows.bijection.Workspace;

/**
 * A monotone rational-quadratic spline of [-B, B] onto itself with K bins, from free parameters:
 * what the splines on the line and on the circle share.
 *
 * <p>Parameters of a coordinate: K for the widths and K for the heights, each a softmax that shares
 * out what is left when every bin has got {@link #LEAST_SHARE} of 2 B; then the derivatives at the
 * knots, {@link #LEAST_DERIVATIVE} + softplus(h + c), at most {@link #LARGEST_DERIVATIVE}, with c
 * such that h = 0 gives 1. The derivatives at the ends are 1, or, {@code closed}, one parameter,
 * the first: K - 1 or K derivatives. Within a bin see {@link SplineKernels}.
 *
 * <p><b>Pullback.</b> With a = dL/dy, c = dL/dln(dy/dx) and x's cotangent xBar = a dy/dx + c dln(
 * dy/dx)/dx, the kernel gives those of s = h / w and of the derivatives. Since theta = (x - x0) / w
 * and y = y0 + h eta, a bin's ends get
 *
 * <pre>
 *   wBar = -(theta xBar + s sBar / w)     x1Bar = wBar   x0Bar = -xBar - wBar
 *   hBar = a eta + sBar / w               y1Bar = hBar   y0Bar = a - hBar
 * </pre>
 *
 * <p>Knot k is -B + k least + spread (p_0 + ... + p_(k-1)), so share j gets spread times the
 * cotangents of all knots above it: -xBar (for heights a) below the number's bin, wBar (hBar) in
 * it, 0 above; and the softmax's Jacobian diag(p) - p p^T comes before that. A derivative passes
 * its own on times sigmoid(h + c), or 0 where it has reached its largest value.
 *
 * <p><b>The inverse</b> x = g(y; h) satisfies f(g(y; h); h) = y. So dx/dy = 1 / f' and dx/dh =
 * -(df/dh) / f', and its log-det is -ln f' at x. A loss with cotangents xBar of x and c' of the
 * log-det therefore has yBar = (xBar - c' dln f'/dx) / f', and the parameters get what the forward
 * map gives for a = -yBar and c = -c', which makes the cotangent of its x equal to -xBar.
 */
final class MonotoneSpline {
  /** The least part of the interval that a bin takes. */
  static final float LEAST_SHARE = 1e-3f;

  /** The least derivative at a knot. */
  static final float LEAST_DERIVATIVE = 1e-3f;

  /** The largest derivative at a knot. */
  static final float LARGEST_DERIVATIVE = 1e3f;

  /** ln(e^(1 - LEAST_DERIVATIVE) - 1): softplus of it and the least derivative are 1 in float. */
  static final float SHIFT = 0.5397424f;

  static final int MAX_BINS = 256;

  private static final Kernels K = Kernels.active();

  // Arrays of the workspace: what a direction leaves for its pullback,
  private static final int SHARES = 0;
  static final int X = 1;
  static final int Y = 2;
  private static final int D = 3;
  private static final int BIN = 4;
  private static final int THETA = 5;
  private static final int ETA = 6;
  private static final int INVERSE = 7;
  private static final int SLOPE = 8;
  // and what a pullback needs besides, of which a direction uses some.
  private static final int BEND = 9;
  private static final int A = 10;
  private static final int C = 11;
  private static final int THROUGH = 12;
  private static final int WIDTH_BAR = 13;
  private static final int HEIGHT_BAR = 14;
  private static final int D0_BAR = 15;
  private static final int D1_BAR = 16;
  private static final int RAW = 17;

  private final int bins;
  private final float bound;
  private final boolean closed;
  private final float least;
  private final float spread;

  /**
   * A spline of [-bound, bound].
   *
   * @param bins 2 to {@link #MAX_BINS}
   * @param bound 1e-6 to 1e6
   * @param closed whether the derivative at the ends is a parameter
   */
  MonotoneSpline(int bins, double bound, boolean closed) {
    if (bins < 2 || bins > MAX_BINS) {
      throw new IllegalArgumentException("bins must be in 2 to " + MAX_BINS + ", got " + bins);
    }
    this.bins = bins;
    this.bound = (float) bound;
    this.closed = closed;
    least = LEAST_SHARE * 2 * this.bound;
    spread = 2 * this.bound - bins * least;
  }

  int bins() {
    return bins;
  }

  float bound() {
    return bound;
  }

  /** The parameters of one coordinate. */
  int parameterCount() {
    return 2 * bins + derivatives();
  }

  private int derivatives() {
    return closed ? bins : bins - 1;
  }

  /** The knot of the first derivative that is a parameter. */
  private int first() {
    return closed ? 0 : 1;
  }

  Workspace workspace(int n) {
    int size = n * LANES;
    int[] lengths = new int[RAW + 1];
    Arrays.fill(lengths, size);
    lengths[SHARES] = 2 * bins * size;
    Arrays.fill(lengths, X, D + 1, (bins + 1) * size);
    lengths[BIN] = SplineBin.ROWS * size;
    lengths[RAW] = derivatives() * size;
    return Workspace.of(lengths);
  }

  void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    int size = n * LANES;
    knots(size, h, s);
    float[] bin = s.array(BIN);
    K.splineBins(bins, size, x, xo, s.array(X), s.array(X), s.array(Y), s.array(D), bin);
    K.splineFraction(size, bin, SplineBin.X0, x, xo, s.array(THETA));
    curve(n, 1, logDet, s);
    K.splineImage(size, bin, SplineBin.Y0, s.array(ETA), y, yo);
  }

  void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    int size = n * LANES;
    knots(size, h, s);
    float[] bin = s.array(BIN);
    K.splineBins(bins, size, y, yo, s.array(Y), s.array(X), s.array(Y), s.array(D), bin);
    K.splineFraction(size, bin, SplineBin.Y0, y, yo, s.array(ETA));
    K.splineRoot(size, bin, s.array(ETA), s.array(THETA));
    curve(n, -1, logDet, s);
    K.splineImage(size, bin, SplineBin.X0, s.array(THETA), x, xo);
  }

  private void knots(int size, float[] h, Workspace s) {
    float[] shares = s.array(SHARES);
    int heights = bins * size;
    K.splineExponents(bins, size, h, 0, shares, 0);
    K.splineExponents(bins, size, h, heights, shares, heights);
    K.exp(shares, 0, shares, 0, 2 * heights);
    K.splineKnots(bins, size, shares, 0, bound, least, spread, s.array(X));
    K.splineKnots(bins, size, shares, heights, bound, least, spread, s.array(Y));
    float[] d = s.array(D);
    float[] raw = s.array(RAW);
    int count = derivatives() * size;
    int from = first() * size;
    System.arraycopy(h, 2 * heights, raw, 0, count);
    for (int i = 0; i < count; i++) {
      raw[i] += SHIFT;
    }
    K.softplus(raw, 0, d, from, count);
    for (int i = from; i < from + count; i++) {
      d[i] = Math.min(d[i] + LEAST_DERIVATIVE, LARGEST_DERIVATIVE);
    }
    if (closed) {
      System.arraycopy(d, 0, d, heights, size);
    } else {
      Arrays.fill(d, 0, size, 1f);
      Arrays.fill(d, heights, heights + size, 1f);
    }
  }

  /** Place of the image and slope at theta; adds sign times the log-slopes. */
  private void curve(int n, int sign, double[] logDet, Workspace s) {
    int size = n * LANES;
    float[] slope = s.array(SLOPE);
    float[] logs = s.array(A);
    K.splineCurve(size, s.array(BIN), s.array(THETA), s.array(ETA), s.array(INVERSE), slope);
    K.log(slope, 0, logs, 0, size);
    K.addRows(n, sign, logs, 0, logDet);
  }

  /** The pullback of {@link #forward}; {@code xBar} may be null. */
  void forwardPullback(
      int n,
      float[] yBar,
      int yo,
      double[] logDetBar,
      float[] xBar,
      int xo,
      float[] hBar,
      Workspace s) {
    int size = n * LANES;
    float[] a = s.array(A);
    float[] c = s.array(C);
    float[] bend = s.array(BEND);
    float[] slope = s.array(SLOPE);
    float[] through = s.array(THROUGH);
    System.arraycopy(yBar, yo, a, 0, size);
    bend(n, 1, logDetBar, s);
    for (int i = 0; i < size; i++) {
      through[i] = Math.fma(c[i], bend[i], a[i] * slope[i]);
    }
    if (xBar != null) {
      System.arraycopy(through, 0, xBar, xo, size);
    }
    parametersPullback(size, hBar, s);
  }

  /** The pullback of {@link #inverse}; {@code yBar} may be null. */
  void inversePullback(
      int n,
      float[] xBar,
      int xo,
      double[] logDetBar,
      float[] yBar,
      int yo,
      float[] hBar,
      Workspace s) {
    int size = n * LANES;
    float[] a = s.array(A);
    float[] c = s.array(C);
    float[] bend = s.array(BEND);
    float[] slope = s.array(SLOPE);
    float[] through = s.array(THROUGH);
    System.arraycopy(xBar, xo, through, 0, size);
    bend(n, -1, logDetBar, s);
    for (int i = 0; i < size; i++) {
      a[i] = Math.fma(c[i], bend[i], through[i]) / slope[i];
      through[i] = -through[i];
    }
    if (yBar != null) {
      System.arraycopy(a, 0, yBar, yo, size);
    }
    for (int i = 0; i < size; i++) {
      a[i] = -a[i];
    }
    parametersPullback(size, hBar, s);
  }

  /** d ln(dy/dx) / dx, and in c the cotangents of ln(dy/dx). */
  private void bend(int n, int sign, double[] logDetBar, Workspace s) {
    float[] c = s.array(C);
    for (int lane = 0; lane < LANES; lane++) {
      c[lane] = sign * (float) logDetBar[lane];
    }
    for (int j = 1; j < n; j++) {
      System.arraycopy(c, 0, c, j * LANES, LANES);
    }
    K.splineBend(
        n * LANES, s.array(BIN), s.array(THETA), s.array(INVERSE), s.array(SLOPE), s.array(BEND));
  }

  /** From the cotangents a, c and those of x to those of the parameters. */
  private void parametersPullback(int size, float[] hBar, Workspace s) {
    float[] bin = s.array(BIN);
    float[] theta = s.array(THETA);
    float[] eta = s.array(ETA);
    float[] a = s.array(A);
    float[] through = s.array(THROUGH);
    float[] below = s.array(BEND);
    float[] widthBar = s.array(WIDTH_BAR);
    float[] heightBar = s.array(HEIGHT_BAR);
    float[] d0Bar = s.array(D0_BAR);
    float[] d1Bar = s.array(D1_BAR);
    K.splineCurvePullback(
        size,
        bin,
        theta,
        eta,
        s.array(INVERSE),
        s.array(SLOPE),
        a,
        s.array(C),
        heightBar,
        widthBar,
        d0Bar,
        d1Bar);
    for (int i = 0; i < size; i++) {
      below[i] = -through[i];
      widthBar[i] = -Math.fma(through[i], theta[i], widthBar[i]);
      heightBar[i] = Math.fma(a[i], eta[i], heightBar[i]);
    }
    float[] shares = s.array(SHARES);
    int heights = bins * size;
    K.splineKnotsPullback(bins, size, spread, shares, 0, bin, below, widthBar, hBar, 0);
    K.splineKnotsPullback(bins, size, spread, shares, heights, bin, a, heightBar, hBar, heights);
    int from = 2 * heights;
    int count = derivatives() * size;
    K.sigmoid(s.array(RAW), 0, hBar, from, count);
    K.splineDerivativesPullback(
        derivatives(),
        first(),
        size,
        bin,
        s.array(D),
        LARGEST_DERIVATIVE,
        d0Bar,
        d1Bar,
        hBar,
        from);
  }
}
