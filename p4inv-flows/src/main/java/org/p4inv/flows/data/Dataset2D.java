package org.p4inv.flows.data;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * A density on the plane that is drawn from exactly and whose values are known: a test for density
 * models.
 *
 * <p>The built-in ones are those that flows are usually shown on, with the constants of Grathwohl
 * et al., FFJORD, arXiv 1810.01367, and of Chen et al., Residual flows, arXiv 1906.02735 (their
 * published code); where those place points regularly, here they are independent, so that there is
 * a density. Immutable.
 */
public interface Dataset2D {

  /** The built-in ones. */
  static List<Dataset2D> all() {
    return List.of(
        new TwoMoons(), new EightGaussians(), new Checkerboard(), new Pinwheel(), new Rings());
  }

  /** The name, in lower case with hyphens. */
  String name();

  /**
   * The point that four independent random numbers lead to.
   *
   * @param u uniform in (0, 1)
   * @param v uniform in (0, 1)
   * @param g standard normal
   * @param h standard normal
   * @param point length 2, overwritten
   */
  void place(double u, double v, double g, double h, double[] point);

  /** ln p(x, y), natural; minus infinity where there is no density. */
  double logDensity(double x, double y);

  /**
   * The differential entropy -E[ln p], in nats: in closed form, or by quadrature, which takes up to
   * a second at each call.
   */
  double entropy();

  /**
   * Draws n independent points, up to the rounding of coordinates to float. Equal seeds give equal
   * points, and the first points do not depend on n.
   *
   * @return {@code [n x 2]}
   */
  default float[] sample(int n, long seed) {
    if (n < 0 || n > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "n must be in 0 to " + Integer.MAX_VALUE / 2 + ", got " + n);
    }
    float[] points = new float[2 * n];
    float[] normal = new float[2 * LANES];
    double[] point = new double[2];
    RandomStream random = new RandomStream(seed, Domain.TARGET);
    for (int tile = 0; tile < Tile.count(n); tile++) {
      random.restart(Domain.TARGET, 0, tile);
      random.gaussian(normal, 0, 2 * LANES);
      for (int lane = 0; lane < Tile.lanes(n, tile); lane++) {
        double u = random.nextDouble();
        double v = random.nextDouble();
        place(u, v, normal[lane], normal[LANES + lane], point);
        int at = 2 * (tile * LANES + lane);
        points[at] = (float) point[0];
        points[at + 1] = (float) point[1];
      }
    }
    return points;
  }
}
