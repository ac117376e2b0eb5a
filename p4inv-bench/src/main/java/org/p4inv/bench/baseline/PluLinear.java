package org.p4inv.bench.baseline;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The linear layer in its PLU parametrisation, y = P L (U + diag(s)) x + b: P is a fixed
 * permutation, L unit lower and U strictly upper triangular; log|det| = sum log|s|.
 *
 * <p>Parameters: L, U and s packed in d^2 floats (see {@link Triangles}), at first W = P, and b
 * (d), at first 0. s is stored as it is, so that either sign can be learnt. With U for U + diag(s):
 *
 * <ul>
 *   <li>forward h = U x, g = L h, y = P g + b; pullback gBar = P^T yBar, LBar = gBar h^T, hBar =
 *       L^T gBar, UBar = hBar x^T, xBar = U^T hBar, and sBar gets logDetBar / s;
 *   <li>inverse L h = P^T (y - b), U x = h; its pullback solves U^T t = xBar and L^T q = t, then
 *       yBar = P q, UBar = -t x^T, LBar = -q h^T, bBar = -yBar, and sBar gets -logDetBar / s.
 * </ul>
 *
 * <p>Cost for each point: d^2 multiply-adds in each direction, 2 d^2 in each pullback; no
 * factorisation. Source: Kingma and Dhariwal, Glow, arXiv 1807.03039, section 3.2.
 */
public final class PluLinear implements Bijection {
  private static final Kernels K = Kernels.active();

  private final int d;
  private final int[] permutation;

  /** A layer with P the identity. */
  public PluLinear(int d) {
    this(identity(d));
  }

  /**
   * A layer with (P g)_i = g at permutation[i].
   *
   * @param permutation each of 0 to d - 1 once. Not modified.
   */
  public PluLinear(int[] permutation) {
    this.d = permutation.length;
    this.permutation = permutation.clone();
    int[] sorted = permutation.clone();
    Arrays.sort(sorted);
    if (d < 1 || !Arrays.equals(sorted, identity(d))) {
      throw new IllegalArgumentException(
          "permutation must hold each of 0 to d - 1 once, got " + Arrays.toString(permutation));
    }
  }

  private static int[] identity(int d) {
    int[] identity = new int[d];
    Arrays.setAll(identity, i -> i);
    return identity;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return d * d + d;
  }

  @Override
  public Weights bind(Storage storage) {
    Storage.Slice slice = storage.take(this);
    return Weights.deriving(slice, new Triangles(d, slice.parameters(), slice.parametersAt()));
  }

  /** h; g, gBar or a solution; hBar; two negated solutions; and what the triangles need. */
  @Override
  public Workspace workspace() {
    int tile = d * LANES;
    return Workspace.composite(List.of(Triangles.workspace(d)), tile, tile, tile, tile, tile);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    Arrays.fill(w.parameters(), w.at(), w.at() + parameterCount(), 0f);
    for (int i = 0; i < d; i++) {
      w.parameters()[w.at() + Panels.position(d, i, i)] = 1;
    }
  }

  @Override
  public void prepare(Weights w) {
    triangles(w).prepare();
  }

  private static Triangles triangles(Weights w) {
    return w.derived(Triangles.class);
  }

  private int biasAt(Weights w) {
    return w.at() + d * d;
  }

  /** y = P g */
  private void permute(float[] g, float[] y) {
    for (int i = 0; i < d; i++) {
      System.arraycopy(g, permutation[i] * LANES, y, i * LANES, LANES);
    }
  }

  /** g = P^T y */
  private void permuteBack(float[] y, float[] g) {
    for (int i = 0; i < d; i++) {
      System.arraycopy(y, i * LANES, g, permutation[i] * LANES, LANES);
    }
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    float[] h = s.array(0);
    float[] g = s.array(1);
    Arrays.fill(h, 0f);
    triangles(w).upperAdd(x, h);
    for (int i = 0; i < d; i++) {
      int row = permutation[i] * LANES;
      Arrays.fill(g, row, row + LANES, w.parameters()[biasAt(w) + i]);
    }
    triangles(w).lowerAdd(h, g);
    permute(g, y);
    Tiles.add(triangles(w).logAbsDet(), logDet);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    float[] gBar = s.array(1);
    float[] hBar = s.array(2);
    permuteBack(yBar, gBar);
    Arrays.fill(hBar, 0f);
    triangles(w).lowerTransposedAdd(gBar, hBar);
    if (xBar != null) {
      Arrays.fill(xBar, 0f);
      triangles(w).upperTransposedAdd(hBar, xBar);
    }
    addGradient(w, hBar, x, gBar, Tiles.sum(logDetBar), gradient, s);
    K.sumLanesAdd(d, yBar, 0, gradient, biasAt(w));
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] h = s.array(0);
    float[] r = s.array(1);
    Tiles.subtractRows(d, y, w.parameters(), biasAt(w), r);
    permuteBack(r, h);
    triangles(w).solveLower(h, s.array(3));
    System.arraycopy(h, 0, x, 0, d * LANES);
    triangles(w).solveUpper(x, s.array(3));
    Tiles.add(-triangles(w).logAbsDet(), logDet);
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    float[] solution = s.array(1);
    float[] negatedT = s.array(3);
    float[] negatedQ = s.array(4);
    System.arraycopy(xBar, 0, solution, 0, d * LANES);
    triangles(w).solveUpperTransposed(solution, negatedT);
    triangles(w).solveLowerTransposed(solution, negatedQ);
    if (yBar != null) {
      permute(solution, yBar);
    }
    addGradient(w, negatedT, x, negatedQ, -Tiles.sum(logDetBar), gradient, s);
    permute(negatedQ, solution);
    K.sumLanesAdd(d, solution, 0, gradient, biasAt(w));
  }

  private void addGradient(
      Weights w,
      float[] upper,
      float[] x,
      float[] lower,
      double logDetBar,
      float[] gradient,
      Workspace s) {
    triangles(w).addGradient(upper, x, lower, s.array(0), (float) logDetBar, gradient, s.part(0));
  }

  @Override
  public Config config() {
    return Config.of("type", "baseline-plu").with("permutation", permutation);
  }
}
