package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Random;
import org.p4inv.core.testing.Tolerance;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;

/**
 * Runs a spline on numbers that are made to break it, through the kernels, tile by tile: parameters
 * from subnormal to the largest float, points on knots and next to them, at the ends and far
 * beyond. Nothing may come out that is not finite, not in order, or not where it came from.
 */
final class SplineExtremes {
  /** Tiles of points for each tile of parameters. */
  private static final int TILES = 32;

  private static final float[] ONES = new float[LANES];
  private static final double[] LANES_OF_ONES = new double[LANES];

  static {
    Arrays.fill(ONES, 1f);
    Arrays.fill(LANES_OF_ONES, 1.0);
  }

  private static final float[] HUGE = {0f, 1e30f, -1e30f, Float.MAX_VALUE, -Float.MAX_VALUE};
  private static final float[] TINY = {0f, -0f, Float.MIN_VALUE, -1e-40f, Float.MIN_NORMAL, 1e-9f};

  private final Transformer transformer;
  private final Interval domain;
  private final float bound;
  private final Random random;
  private final float[] h;
  private final float[] hBar;
  private final Workspace s;
  private final float[] x = new float[LANES];
  private final Image there = new Image();
  private final Image back = new Image();
  private final Image again = new Image();
  private final float[] shifted = new float[LANES];

  /** There and back from x, and from y, in units of eps B: see {@link #roundTrip}. */
  double worstFromX;

  double worstFromY;

  /** How far an image fell short of that of a smaller number, in units of eps B. */
  double worstOrder;

  double leastLogDet;
  double largestLogDet;
  long points;

  /** An image and its log-dets. */
  private static final class Image {
    final float[] image = new float[LANES];
    final double[] logDet = new double[LANES];
  }

  /**
   * @param bound half the length of the interval or the circle
   */
  SplineExtremes(Transformer transformer, double bound, long seed) {
    this.transformer = transformer;
    this.domain = transformer.domain();
    this.bound = (float) bound;
    random = new Random(seed);
    h = new float[transformer.parameterCount() * LANES];
    hBar = new float[h.length];
    s = transformer.workspace(1);
  }

  void run(long count) {
    while (points < count) {
      parameters();
      for (int tile = 0; tile < TILES; tile++) {
        points();
        worstFromX = Math.max(worstFromX, roundTrip(Direction.FORWARD));
        worstFromY = Math.max(worstFromY, roundTrip(Direction.INVERSE));
        order();
      }
      pullbacks();
      points += TILES * LANES;
    }
  }

  private void map(Direction direction, float[] in, Image out) {
    Arrays.fill(out.logDet, 0.0);
    if (direction == Direction.FORWARD) {
      transformer.forward(1, in, 0, h, out.image, 0, out.logDet, s);
    } else {
      transformer.inverse(1, in, 0, h, out.image, 0, out.logDet, s);
    }
    for (int lane = 0; lane < LANES; lane++) {
      double logDet = out.logDet[lane];
      if (!Float.isFinite(out.image[lane]) || !Double.isFinite(logDet)) {
        fail(direction + " of " + in[lane] + ": " + out.image[lane] + ", log-det " + logDet);
      }
    }
  }

  private void parameters() {
    for (int lane = 0; lane < LANES; lane++) {
      int kind = random.nextInt(8);
      for (int i = lane; i < h.length; i += LANES) {
        h[i] =
            switch (kind) {
              case 0, 1 -> (float) random.nextGaussian();
              case 2 -> (float) (10 * random.nextGaussian());
              case 3 -> 50 * random.nextInt(-1, 2);
              case 4 -> HUGE[random.nextInt(HUGE.length)];
              case 5 -> TINY[random.nextInt(TINY.length)];
              case 6 -> Float.intBitsToFloat(random.nextInt());
              default -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2));
            };
        h[i] = Float.isFinite(h[i]) ? h[i] : 0f;
      }
    }
  }

  private void points() {
    Arrays.fill(x, 0f);
    map(Direction.FORWARD, x, there);
    Workspace spline = domain.circular() ? s.part(0) : s;
    float[] knots = spline.array(random.nextBoolean() ? MonotoneSpline.X : MonotoneSpline.Y);
    float centre = domain.circular() ? (float) ((domain.low() + domain.high()) / 2) : 0f;
    int rows = knots.length / LANES;
    for (int lane = 0; lane < LANES; lane++) {
      float point =
          switch (random.nextInt(8)) {
            case 0, 1 -> centre + bound * (2 * random.nextFloat() - 1);
            case 2, 3 -> centre + knots[random.nextInt(rows) * LANES + lane];
            case 4 -> centre + (random.nextBoolean() ? bound : -bound);
            case 5 -> bound * (float) random.nextGaussian();
            case 6 -> TINY[random.nextInt(TINY.length)];
            default ->
                random.nextBoolean()
                    ? HUGE[random.nextInt(HUGE.length)]
                    : Float.intBitsToFloat(random.nextInt());
          };
      for (int steps = random.nextInt(-2, 3); steps != 0; steps -= Integer.signum(steps)) {
        point = steps > 0 ? Math.nextUp(point) : Math.nextDown(point);
      }
      point = Float.isFinite(point) ? point : 0f;
      boolean within = !domain.circular() || (domain.low() <= point && point <= domain.high());
      x[lane] = within ? point : centre;
    }
  }

  /**
   * From in to its image, back, and there again. Either back is where in was, or its image where
   * that of in was: the smaller distance counts. With the mean value theorem |in - back| is then at
   * most so much times 1 + 1 / slope, of the smallest slope between the two.
   */
  private double roundTrip(Direction direction) {
    map(direction, x, there);
    map(direction.opposite(), there.image, back);
    map(direction, back.image, again);
    double worst = 0;
    for (int lane = 0; lane < LANES; lane++) {
      double sign = direction == Direction.FORWARD ? 1 : -1;
      leastLogDet = Math.min(leastLogDet, sign * there.logDet[lane]);
      largestLogDet = Math.max(largestLogDet, sign * there.logDet[lane]);
      if (!domain.circular() && Math.abs(x[lane]) > bound) {
        assertEquals(x[lane], there.image[lane], 0f, "tail");
        assertEquals(0, there.logDet[lane], 0, "log-det of the tail");
      }
      double error =
          Math.min(
              Math.abs(distance(x[lane], back.image[lane])),
              Math.abs(distance(there.image[lane], again.image[lane])));
      worst = Math.max(worst, error / (Tolerance.FLOAT * bound));
    }
    return worst;
  }

  /** Cotangents of ones come back finite. */
  private void pullbacks() {
    map(Direction.FORWARD, x, there);
    transformer.forwardPullback(
        1, x, 0, h, there.image, 0, ONES, LANES_OF_ONES, again.image, hBar, s);
    finite(again.image);
    finite(hBar);
    map(Direction.INVERSE, x, back);
    transformer.inversePullback(
        1, x, 0, h, back.image, 0, ONES, LANES_OF_ONES, again.image, hBar, s);
    finite(again.image);
    finite(hBar);
  }

  private static void finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        fail("cotangent " + value);
      }
    }
  }

  /** Larger numbers have larger images, on a line. */
  private void order() {
    if (domain.circular()) {
      return;
    }
    map(Direction.FORWARD, x, there);
    for (int lane = 0; lane < LANES; lane++) {
      double step = Math.pow(10, -8 * random.nextDouble()) * bound;
      float larger = Math.max(Math.nextUp(x[lane]), (float) (x[lane] + step));
      shifted[lane] = Math.min(larger, Float.MAX_VALUE);
    }
    map(Direction.FORWARD, shifted, again);
    for (int lane = 0; lane < LANES; lane++) {
      double decrease = (double) there.image[lane] - again.image[lane];
      worstOrder = Math.max(worstOrder, decrease / (Tolerance.FLOAT * bound));
    }
  }

  private double distance(double a, double b) {
    double difference = b - a;
    double period = domain.high() - domain.low();
    return domain.circular() ? difference - period * Math.rint(difference / period) : difference;
  }

  @Override
  public String toString() {
    return "%s, %d points: round trip from x %.2f and from y %.2f, order %.2f; log-det %.2f to %.2f"
        .formatted(
            transformer.config(),
            points,
            worstFromX,
            worstFromY,
            worstOrder,
            leastLogDet,
            largestLogDet);
  }
}
