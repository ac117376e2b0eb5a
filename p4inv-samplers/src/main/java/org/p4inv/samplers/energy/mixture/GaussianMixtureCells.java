package org.p4inv.samplers.energy.mixture;

import java.util.Arrays;
import org.p4inv.samplers.energy.mixture.GaussianMixture.Components;

/**
 * Probabilities of the Voronoi cells of a mixture of Gaussians with one standard deviation s, in
 * one or two dimensions; a line is taken for the first axis of the plane, which changes none.
 *
 * <p>The cell of a mean is a convex polygon: a square around all that is not negligible, cut along
 * the perpendicular bisectors to the other means. In polar coordinates around a mean the mass of
 * N(m, s^2 I) within radius r of a small angle da is (1 - exp(-r^2 / (2 s^2))) da / (2 pi). Along
 * an edge at a signed distance h from m, with the place t on it, da = h dt / (h^2 + t^2) and r^2 =
 * h^2 + t^2; so the mass of the polygon is the sum over its edges, counterclockwise, of
 *
 * <pre>1 / (2 pi) integral of h g(h^2 + t^2) dt, g(q) = (1 - exp(-q / (2 s^2))) / q</pre>
 *
 * <p>whose integrand is analytic, and an arc tangent where the exponential is negligible. The rest
 * is integrated by the three-point rule of Gauss on panels of a sixteenth of s, to about 1e-14.
 */
final class GaussianMixtureCells {
  private static final double REACH = 12;
  private static final double PANEL = 0.0625;
  private static final double NODE = Math.sqrt(0.6);

  private GaussianMixtureCells() {}

  /** The probability of the cell of mean k under the whole mixture. */
  static double probability(Components c, int k) {
    double[][] corners = cell(c, k);
    double sum = 0;
    for (int component = 0; component < c.count; component++) {
      sum += c.weights[component] * mass(c, component, corners);
    }
    return Math.min(1, sum);
  }

  private static double x(Components c, int k) {
    return c.means[k * c.d];
  }

  private static double y(Components c, int k) {
    return c.d == 2 ? c.means[2 * k + 1] : 0;
  }

  /**
   * The corners of the cell of mean k, counterclockwise; none where an earlier mean is the same.
   */
  private static double[][] cell(Components c, int k) {
    double half = 0;
    for (int other = 0; other < c.count; other++) {
      half = Math.max(half, c.distance(k, other));
    }
    half += REACH * c.deviations[k];
    double[][] corners = {{-half, -half}, {half, -half}, {half, half}, {-half, half}};
    for (int other = 0; other < c.count; other++) {
      double x = x(c, other) - x(c, k);
      double y = y(c, other) - y(c, k);
      if (x != 0 || y != 0) {
        corners = cut(corners, x, y, 0.5 * (x * x + y * y));
      } else if (other < k) {
        return new double[0][];
      }
    }
    for (double[] corner : corners) {
      corner[0] += x(c, k);
      corner[1] += y(c, k);
    }
    return corners;
  }

  /** The part of a convex polygon where a x + b y is at most c. */
  private static double[][] cut(double[][] corners, double a, double b, double c) {
    double[][] kept = new double[corners.length + 1][];
    int count = 0;
    for (int i = 0; i < corners.length; i++) {
      double[] from = corners[i];
      double[] to = corners[(i + 1) % corners.length];
      double before = a * from[0] + b * from[1] - c;
      double after = a * to[0] + b * to[1] - c;
      if (before <= 0) {
        kept[count++] = from;
      }
      if ((before < 0 && after > 0) || (before > 0 && after < 0)) {
        double share = before / (before - after);
        kept[count++] =
            new double[] {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])};
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** The mass of one component in a polygon. */
  private static double mass(Components c, int k, double[][] corners) {
    double sum = 0;
    double s = c.deviations[k];
    for (int i = 0; i < corners.length; i++) {
      double[] from = corners[i];
      double[] to = corners[(i + 1) % corners.length];
      double x = (from[0] - x(c, k)) / s;
      double y = (from[1] - y(c, k)) / s;
      double alongX = (to[0] - from[0]) / s;
      double alongY = (to[1] - from[1]) / s;
      double length = Math.sqrt(alongX * alongX + alongY * alongY);
      if (length > 0) {
        double h = (x * alongY - y * alongX) / length;
        double t = (x * alongX + y * alongY) / length;
        sum += edge(h, t, t + length);
      }
    }
    return Math.max(0, sum / (2 * Math.PI));
  }

  /** The integral of h g over an edge, in units of s. */
  private static double edge(double h, double from, double to) {
    if (h == 0) {
      return 0;
    }
    double near = Math.abs(h) < REACH ? REACH : 0;
    double lower = Math.max(-near, Math.min(near, from));
    double upper = Math.max(-near, Math.min(near, to));
    double far = angle(h, to) - angle(h, upper) + angle(h, lower) - angle(h, from);
    int panels = (int) Math.ceil((upper - lower) / PANEL);
    double half = panels == 0 ? 0 : 0.5 * (upper - lower) / panels;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      double middle = lower + (2 * panel + 1) * half;
      sum += 8 * density(h, middle);
      sum += 5 * (density(h, middle - NODE * half) + density(h, middle + NODE * half));
    }
    return far + h * sum * half / 9;
  }

  private static double angle(double h, double t) {
    return StrictMath.atan(t / h);
  }

  private static double density(double h, double t) {
    double q = h * h + t * t;
    return q == 0 ? 0.5 : -StrictMath.expm1(-0.5 * q) / q;
  }
}
