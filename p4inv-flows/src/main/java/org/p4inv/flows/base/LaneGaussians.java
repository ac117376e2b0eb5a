package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;

/**
 * 64 normal densities with diagonal covariance, one for each point of a tile: what the Gaussian
 * bases have in common. The moments are a tile of 2 d features, the means m and then the
 * log-deviations l; who owns a base fills it before each map and takes its cotangents on after each
 * pullback.
 *
 * <p>z = m + e^l n with n standard normal, and with r = (z - m) e^-l
 *
 * <pre>ln p(z) = -|r|^2 / 2 - sum of l - (d / 2) ln(2 pi)</pre>
 *
 * <p>A sample moves with its moments by dz = dm + e^l n dl; the log-density by
 *
 * <pre>d ln p = r e^-l (dm - dz) + (r^2 - 1) dl, summed over the coordinates.</pre>
 *
 * <p>Cost of each map: d exponentials for each point.
 */
final class LaneGaussians {
  private static final Kernels K = Kernels.active();
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private static final int MOMENTS = 0;
  private static final int MOMENTS_BAR = 1;
  private static final int DEVIATION = 2;
  private static final int NOISE = 3;
  private static final int UNIT = 4;
  private static final int ARRAYS = 5;

  private final int d;
  private final int n;

  LaneGaussians(int d) {
    this.d = d;
    this.n = Math.multiplyExact(2 * LANES, d) / 2;
  }

  /** The lengths of the first arrays of a workspace, and of those that the base adds. */
  int[] scratch(int... more) {
    int[] lengths = new int[ARRAYS + more.length];
    lengths[MOMENTS] = 2 * n;
    lengths[MOMENTS_BAR] = 2 * n;
    lengths[DEVIATION] = n;
    lengths[NOISE] = n;
    lengths[UNIT] = n;
    System.arraycopy(more, 0, lengths, ARRAYS, more.length);
    return lengths;
  }

  /** The array that the base added as number i. */
  float[] added(int i, Workspace s) {
    return s.array(ARRAYS + i);
  }

  /** The tile of the moments, to be filled before each map. */
  float[] moments(Workspace s) {
    return s.array(MOMENTS);
  }

  /** The cotangents of the moments, overwritten by each pullback. */
  float[] momentsBar(Workspace s) {
    return s.array(MOMENTS_BAR);
  }

  /** Draws z, and keeps n and e^l. */
  void sample(RandomStream random, float[] z, Workspace s) {
    float[] mean = s.array(MOMENTS);
    float[] deviation = s.array(DEVIATION);
    float[] noise = s.array(NOISE);
    random.gaussian(noise, 0, n);
    K.exp(mean, n, deviation, 0, n);
    for (int i = 0; i < n; i++) {
      z[i] = Math.fma(deviation[i], noise[i], mean[i]);
    }
  }

  /** The pullback of {@link #sample} to the moments. */
  void samplePullback(float[] zBar, Workspace s) {
    float[] bar = s.array(MOMENTS_BAR);
    float[] deviation = s.array(DEVIATION);
    float[] noise = s.array(NOISE);
    for (int i = 0; i < n; i++) {
      bar[i] = zBar[i];
      bar[n + i] = zBar[i] * deviation[i] * noise[i];
    }
  }

  /** Adds ln p(z), and keeps r and e^l. */
  void addLogDensity(float[] z, double[] logDensity, Workspace s) {
    float[] mean = s.array(MOMENTS);
    float[] deviation = s.array(DEVIATION);
    float[] unit = s.array(UNIT);
    K.exp(mean, n, deviation, 0, n);
    for (int i = 0; i < n; i++) {
      unit[i] = (z[i] - mean[i]) / deviation[i];
    }
    K.addSquares(d, -0.5, unit, 0, logDensity);
    K.addRows(d, -1, mean, n, logDensity);
    for (int lane = 0; lane < LANES; lane++) {
      logDensity[lane] -= d * HALF_LOG_TWO_PI;
    }
  }

  /** The pullback of {@link #addLogDensity} to the moments, and added to that of z. */
  void addLogDensityPullback(double[] logDensityBar, float[] zBar, Workspace s) {
    float[] bar = s.array(MOMENTS_BAR);
    float[] deviation = s.array(DEVIATION);
    float[] unit = s.array(UNIT);
    for (int i = 0; i < n; i++) {
      float factor = (float) logDensityBar[i % LANES];
      bar[i] = factor * unit[i] / deviation[i];
      bar[n + i] = factor * Math.fma(unit[i], unit[i], -1f);
      zBar[i] -= bar[i];
    }
  }
}
