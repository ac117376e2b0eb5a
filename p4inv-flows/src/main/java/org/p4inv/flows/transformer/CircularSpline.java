package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A monotone rational-quadratic spline of a circle onto itself, then a rotation.
 *
 * <p>With the circle cut open at its lower end and P its length, y = f(x) + phi modulo P: f is a
 * spline as in {@link RationalQuadraticSpline} with B = P / 2, from the middle of the circle, whose
 * derivatives at the two ends are one and the same parameter, so that the density is continuous
 * around the circle. f alone would leave the cut where it is; the rotation phi = B tanh(r / B)
 * moves it, at most half way round.
 *
 * <p>Parameters of a coordinate: K widths, K heights, K derivatives at the knots from the lower end
 * on, r; h = 0 is the identity. Scales, numerical conduct and cost are those of {@link
 * RationalQuadraticSpline}, with distances taken on the circle, and the magnitude of its ends for B
 * where that is larger. A point off the circle is taken as the end next to it.
 *
 * <p>The rotation has slope 1: y's cotangent is that of f(x), r's is the same times dphi/dr = 1 -
 * tanh(r / B)^2; for the inverse x = f^-1(y - phi), with the opposite sign. Source: Rezende et al.,
 * arXiv 2002.02428, section 2.1.2.
 */
public final class CircularSpline implements Transformer {
  private static final Kernels K = Kernels.active();

  /** Adding and subtracting it rounds a small float to an integer, in a loop that vectorises. */
  private static final float ROUND = 12582912f;

  private static final int CENTRED = 0;
  private static final int MIDDLE = 1;
  private static final int TANH = 2;

  private final MonotoneSpline spline;
  private final Interval circle;
  private final float centre;
  private final float low;
  private final float high;

  /**
   * A spline of a circle.
   *
   * @param bins K, 2 to 256
   * @param circle 2e-6 to 2e6 long, and at least a sixteenth of the magnitude of its ends
   */
  public CircularSpline(int bins, Interval circle) {
    double size = Math.max(Math.abs(circle.low()), Math.abs(circle.high()));
    double length = circle.high() - circle.low();
    if (!circle.circular()) {
      throw new IllegalArgumentException("circle must be circular, got " + circle);
    }
    if (length < 2e-6 || length > 2e6 || 16 * length < size) {
      throw new IllegalArgumentException(
          "circle must be 2e-6 to 2e6 long and at least a sixteenth of its ends, got " + circle);
    }
    this.circle = circle;
    low = (float) circle.low();
    high = (float) circle.high();
    centre = (float) (circle.low() + length / 2);
    spline = new MonotoneSpline(bins, length / 2, true);
  }

  @Override
  public Interval domain() {
    return circle;
  }

  /** 3 K + 1. */
  @Override
  public int parameterCount() {
    return spline.parameterCount() + 1;
  }

  /** The spline's; points from the centre, before and after the rotation; tanh(r / B). */
  @Override
  public Workspace workspace(int n) {
    int size = n * LANES;
    return Workspace.composite(List.of(spline.workspace(n)), size, size, size);
  }

  @Override
  public void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    int size = n * LANES;
    float[] centred = s.array(CENTRED);
    float[] middle = s.array(MIDDLE);
    centre(size, x, xo, centred);
    spline.forward(n, centred, 0, h, middle, 0, logDet, s.part(0));
    rotate(size, 1, h, middle, s.array(TANH));
    place(size, middle, y, yo);
  }

  @Override
  public void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    int size = n * LANES;
    float[] centred = s.array(CENTRED);
    float[] middle = s.array(MIDDLE);
    centre(size, y, yo, middle);
    rotate(size, -1, h, middle, s.array(TANH));
    spline.inverse(n, middle, 0, h, centred, 0, logDet, s.part(0));
    place(size, centred, x, xo);
  }

  /** From the circle to [-B, B]. */
  private void centre(int size, float[] x, int xo, float[] u) {
    float bound = spline.bound();
    System.arraycopy(x, xo, u, 0, size);
    for (int i = 0; i < size; i++) {
      u[i] = Math.min(Math.max(u[i] - centre, -bound), bound);
    }
  }

  /** From [-B, B] to the circle; changes u. */
  private void place(int size, float[] u, float[] x, int xo) {
    for (int i = 0; i < size; i++) {
      u[i] = Math.min(Math.max(u[i] + centre, low), high);
    }
    System.arraycopy(u, 0, x, xo, size);
  }

  /** Adds sign times phi, modulo 2 B; keeps tanh(r / B). */
  private void rotate(int size, int sign, float[] h, float[] u, float[] tanh) {
    float bound = spline.bound();
    float turn = 2 * bound;
    float inverse = 1 / turn;
    System.arraycopy(h, spline.parameterCount() * size, tanh, 0, size);
    for (int i = 0; i < size; i++) {
      tanh[i] = tanh[i] / bound;
    }
    K.tanh(tanh, 0, tanh, 0, size);
    float signed = sign * bound;
    for (int i = 0; i < size; i++) {
      float moved = Math.fma(signed, tanh[i], u[i]);
      float turns = Math.fma(moved, inverse, ROUND) - ROUND;
      u[i] = Math.min(Math.max(Math.fma(-turn, turns, moved), -bound), bound);
    }
  }

  @Override
  public void forwardPullback(
      int n,
      float[] x,
      int xo,
      float[] h,
      float[] y,
      int yo,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] hBar,
      Workspace s) {
    spline.forwardPullback(n, yBar, yo, logDetBar, xBar, xo, hBar, s.part(0));
    rotationPullback(n * LANES, 1, yBar, yo, hBar, s);
  }

  @Override
  public void inversePullback(
      int n,
      float[] y,
      int yo,
      float[] h,
      float[] x,
      int xo,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] hBar,
      Workspace s) {
    float[] middleBar = s.array(MIDDLE);
    spline.inversePullback(n, xBar, xo, logDetBar, middleBar, 0, hBar, s.part(0));
    rotationPullback(n * LANES, -1, middleBar, 0, hBar, s);
    if (yBar != null) {
      System.arraycopy(middleBar, 0, yBar, yo, n * LANES);
    }
  }

  /** rBar from the cotangents of what was rotated. */
  private void rotationPullback(
      int size, int sign, float[] bar, int bo, float[] hBar, Workspace s) {
    float[] rBar = s.array(CENTRED);
    float[] tanh = s.array(TANH);
    System.arraycopy(bar, bo, rBar, 0, size);
    for (int i = 0; i < size; i++) {
      rBar[i] = sign * rBar[i] * (1f - tanh[i] * tanh[i]);
    }
    System.arraycopy(rBar, 0, hBar, spline.parameterCount() * size, size);
  }

  @Override
  public Config config() {
    return Config.of("type", "circular-spline")
        .with("bins", spline.bins())
        .with("low", circle.low())
        .with("high", circle.high());
  }

  static CircularSpline read(Config config) {
    Interval circle = Interval.circle(config.number("low"), config.number("high"));
    return new CircularSpline(config.integer("bins", 2, 256), circle);
  }
}
