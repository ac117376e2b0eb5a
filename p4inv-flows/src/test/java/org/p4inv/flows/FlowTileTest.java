package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;

/** The pullbacks of a flow at fixed parameters, against central differences. */
class FlowTileTest {
  private static final int D = 3;
  private static final float STEP = 0x1p-7f;

  /**
   * The maps are float: values of some units err by some 2^-22, which a difference divides by 2^-6.
   * Its own error, of second order in the step, is larger at steps of 2^-6 and more.
   */
  private static final double TOLERANCE = 2e-3;

  private static Flow flow() {
    Chain bijection =
        Chain.of(
            new P4InvLinear(D, 2, P4InvLinear.Start.REVERSAL),
            Couplings.affine(D, 1, Activation.TANH, 8),
            new BentIdentity(D));
    return Noise.on(Flow.initial(new StandardNormal(D), bijection, 1), 0.3f);
  }

  /** Fills both tiles of space: z from the base, x = f(z). */
  private static FlowTile sampled(Flow flow) {
    FlowTile tile = flow.tile();
    tile.sampleBase(new RandomStream(4, Domain.APPLICATION));
    tile.forward();
    return tile;
  }

  @Test
  void scoreIsTheSlopeOfTheLogDensity() {
    FlowTile tile = sampled(flow());
    float[] x = tile.x().clone();
    double[] values = new double[LANES];
    float[] score = new float[x.length];
    tile.logDensity(values);
    tile.score(score);
    for (int j = 0; j < D; j++) {
      double[] up = logDensity(tile, x, j, STEP);
      double[] down = logDensity(tile, x, j, -STEP);
      for (int lane = 0; lane < LANES; lane++) {
        double slope = (up[lane] - down[lane]) / (2 * STEP);
        double tolerance = TOLERANCE * (1 + Math.abs(slope));
        assertEquals(slope, score[j * LANES + lane], tolerance, "x_" + j + ", lane " + lane);
      }
    }
  }

  private static double[] logDensity(FlowTile tile, float[] x, int j, float step) {
    shift(x, tile.x(), j, step);
    double[] values = new double[LANES];
    tile.logDensity(values);
    return values;
  }

  /** L = x_0 + 2 x_1 + 3 x_2 - logDet. */
  @Test
  void forwardPullbackReachesTheBase() {
    FlowTile tile = sampled(flow());
    float[] z = tile.z().clone();
    float[] xBar = new float[z.length];
    for (int j = 0; j < D; j++) {
      Arrays.fill(xBar, j * LANES, (j + 1) * LANES, j + 1);
    }
    double[] logDetBar = new double[LANES];
    Arrays.fill(logDetBar, -1);
    float[] zBar = new float[z.length];
    tile.forwardPullback(xBar, logDetBar, zBar);
    for (int j = 0; j < D; j++) {
      double[] up = loss(tile, z, j, STEP);
      double[] down = loss(tile, z, j, -STEP);
      for (int lane = 0; lane < LANES; lane++) {
        double slope = (up[lane] - down[lane]) / (2 * STEP);
        double tolerance = TOLERANCE * (1 + Math.abs(slope));
        assertEquals(slope, zBar[j * LANES + lane], tolerance, "z_" + j + ", lane " + lane);
      }
    }
  }

  private static double[] loss(FlowTile tile, float[] z, int j, float step) {
    shift(z, tile.z(), j, step);
    tile.forward();
    double[] loss = new double[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = -tile.logDet()[lane];
      for (int i = 0; i < D; i++) {
        loss[lane] += (i + 1) * (double) tile.x()[i * LANES + lane];
      }
    }
    return loss;
  }

  private static void shift(float[] from, float[] to, int j, float step) {
    System.arraycopy(from, 0, to, 0, from.length);
    for (int lane = 0; lane < LANES; lane++) {
      to[j * LANES + lane] += step;
    }
  }
}
