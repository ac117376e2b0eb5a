package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Tile;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.transformer.CircularSpline;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.Transformer;

/** Splines of 8 bins on n coordinates of one tile of 64 points: directions and pullbacks. */
public class SplineBenchmark extends Averages {
  private static final int BINS = 8;
  private static final double BOUND = 3;

  /** On the line or on the circle. */
  @Param({"line", "circle"})
  public String where;

  /** Coordinates. */
  @Param({"1", "8", "32"})
  public int n;

  private Transformer spline;
  private Workspace workspace;
  private float[] z;
  private float[] x;
  private float[] h;
  private float[] bar;
  private float[] outBar;
  private float[] hBar;
  private double[] logDet;
  private double[] logDetBar;

  /** Random points and parameters. */
  @Setup
  public void make() {
    spline =
        where.equals("line")
            ? new RationalQuadraticSpline(BINS, BOUND)
            : new CircularSpline(BINS, Interval.circle(-BOUND, BOUND));
    workspace = spline.workspace(n);
    z = Normal.floats(1, n * Tile.LANES);
    x = new float[n * Tile.LANES];
    h = Normal.floats(2, n * spline.parameterCount() * Tile.LANES);
    bar = Normal.floats(3, n * Tile.LANES);
    outBar = new float[n * Tile.LANES];
    hBar = new float[h.length];
    logDet = new double[Tile.LANES];
    logDetBar = new double[Tile.LANES];
  }

  /** From base to data. */
  @Benchmark
  public float[] forward() {
    spline.forward(n, z, 0, h, x, 0, logDet, workspace);
    return x;
  }

  /** Forward and its pullback. */
  @Benchmark
  public float[] forwardAndPullback() {
    spline.forward(n, z, 0, h, x, 0, logDet, workspace);
    spline.forwardPullback(n, z, 0, h, x, 0, bar, logDetBar, outBar, hBar, workspace);
    return hBar;
  }

  /** From data to base. */
  @Benchmark
  public float[] inverse() {
    spline.inverse(n, z, 0, h, x, 0, logDet, workspace);
    return x;
  }

  /** Inverse and its pullback. */
  @Benchmark
  public float[] inverseAndPullback() {
    spline.inverse(n, z, 0, h, x, 0, logDet, workspace);
    spline.inversePullback(n, z, 0, h, x, 0, bar, logDetBar, outBar, hBar, workspace);
    return hBar;
  }
}
