package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * An affine bijection whose matrix is the same for all points, y = W x + b + C c: what its
 * parametrisations have in common, so that one can stand in for another and be compared with it.
 *
 * <p>c is the context of the point, where the layer has one. It shifts and does not scale: log|det
 * W| does not depend on it. Scales that depend on the context are those of couplings and of
 * conditional base densities.
 *
 * <p>What they cost, in multiply-adds, with m reflections, and n stages of p terms of the
 * exponential: what {@link #prepare} does once a step, and map and pullback for each point; each
 * says more of it.
 *
 * <table>
 * <caption>Linear layers</caption>
 * <tr><th>layer</th><th>step</th><th>map</th><th>pullback</th><th>reaches</th></tr>
 * <tr><td>{@link P4InvLinear}</td><td>2 k d^2</td><td>d^2</td><td>d^2</td><td>all regular W, by
 * merges</td></tr>
 * <tr><td>{@link DenseLinear}</td><td>d^3</td><td>d^2</td><td>2 d^2</td><td>all regular W</td></tr>
 * <tr><td>{@link PluLinear}</td><td>O(d)</td><td>d^2</td><td>2 d^2</td><td>almost all W, by
 * the P that they need</td></tr>
 * <tr><td>{@link TriangularLinear}</td><td>O(d)</td><td>d^2 / 2</td><td>d^2</td><td>triangles with
 * a positive diagonal</td></tr>
 * <tr><td>{@link OrthogonalLinear}</td><td>m^2 (d + m) / 2</td><td>2 m d</td><td>4 m d</td>
 * <td>rotations of up to m / 2 planes</td></tr>
 * <tr><td>{@link QrLinear}</td><td>m^2 (d + m) / 2</td><td>d^2 / 2 + 2 m d</td><td>d^2 + 4 m d</td>
 * <td>all W of one sign, if m = d</td></tr>
 * <tr><td>{@link SvdLinear}</td><td>m^2 (d + m)</td><td>4 m d</td><td>8 m d</td><td>all W of
 * positive sign, if m = d</td></tr>
 * <tr><td>{@link ExponentialLinear}</td><td>20 d^3</td><td>d^2</td><td>3 n p d^2</td><td>all W with
 * a real logarithm</td></tr>
 * <tr><td>{@link Permutation}</td><td>0</td><td>0</td><td>0</td><td>itself</td></tr>
 * </table>
 */
public interface LinearLayer extends Bijection {

  /** log|det W|, natural log: what forward adds to every log-det. */
  double logAbsDet(Weights w);

  /**
   * W, row-major d x d, by mapping the unit vectors; exact to the rounding of float. For people and
   * tests: d^3 multiply-adds or more, and it allocates.
   */
  default double[] matrix(Weights w) {
    int d = dimension();
    Workspace s = workspace();
    s.lendContext(new float[contextDimension() * LANES]);
    double[] logDet = new double[LANES];
    float[] x = new float[d * LANES];
    float[] origin = new float[d * LANES];
    forward(w, x, origin, logDet, s);
    float[] y = new float[d * LANES];
    double[] matrix = new double[d * d];
    for (int tile = 0; tile < Tile.count(d); tile++) {
      Arrays.fill(x, 0f);
      for (int lane = 0; lane < Tile.lanes(d, tile); lane++) {
        x[(tile * LANES + lane) * LANES + lane] = 1;
      }
      forward(w, x, y, logDet, s);
      for (int i = 0; i < d; i++) {
        for (int lane = 0; lane < Tile.lanes(d, tile); lane++) {
          int at = i * LANES + lane;
          matrix[i * d + tile * LANES + lane] = (double) y[at] - origin[at];
        }
      }
    }
    return matrix;
  }
}
