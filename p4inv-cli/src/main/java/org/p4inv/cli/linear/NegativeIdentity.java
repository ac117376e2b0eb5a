package org.p4inv.cli.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * The mean over points and coordinates of (y + x)^2, with y = W x + b and x from the base: least at
 * W = -I, b = 0, and without any term in log|det W|.
 */
final class NegativeIdentity implements Objective {

  @Override
  public double tile(TilePass pass) {
    pass.sampleBase();
    pass.forward();
    float[] x = pass.z();
    float[] y = pass.x();
    float[] yBar = pass.xBar();
    double[] loss = pass.values();
    Arrays.fill(loss, 0);
    int d = x.length / LANES;
    float slope = (float) (2.0 / ((double) pass.batch() * d));
    for (int j = 0; j < d; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        float distance = y[j * LANES + lane] + x[j * LANES + lane];
        yBar[j * LANES + lane] = slope * distance;
        loss[lane] += (double) distance * distance / d;
      }
    }
    Arrays.fill(pass.logDetBar(), 0);
    double sum = pass.finish(loss);
    pass.forwardPullback();
    return sum;
  }

  /**
   * The same without noise, for x ~ N(0, I): (|W + I|^2 + |b|^2) / d, Frobenius norm.
   *
   * @param parameters U and V, {@code [k x d]} each, and b. Not modified.
   * @param frozen A comes first, row-major {@code [d x d]}. Not modified.
   */
  static double exact(int d, int k, float[] parameters, double[] frozen) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double element = frozen[i * d + j] + (i == j ? 1 : 0);
        for (int r = 0; r < k; r++) {
          element += (double) parameters[r * d + i] * parameters[(k + r) * d + j];
        }
        sum += element * element;
      }
      double bias = parameters[2 * k * d + i];
      sum += bias * bias;
    }
    return sum / d;
  }
}
