package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.samplers.energy.Energy;

/**
 * The loss of {@link ReverseKl} with the path gradient ("sticking the landing"): the parameters act
 * through the points x = f(z) alone.
 *
 * <p>The loss is E_z[b u(x) + ln q(x)]. Its gradient has two parts: that through x, and d ln q(x) /
 * dparameters at fixed x, whose expected value is 0 as q is normalised, but whose variance is not.
 * Leaving it out,
 *
 * <p>dL/dparameters = E_z[(b du/dx + d ln q / dx) dx/dparameters],
 *
 * <p>is the same gradient in expectation, and 0 at every single point once q is the target, so that
 * training comes to rest there. Costs two passes of the flow there and back instead of one.
 * Sources: Roeder, Wu and Duvenaud, Sticking the landing, arXiv 1703.09194; Vaitl, Nicoli, Nakajima
 * and Kessel, Gradients should stay on path, arXiv 2207.08219.
 */
public final class PathGradient implements Objective {
  private final TrainingEnergy energy;
  private final Temperatures temperatures;

  /** The path gradient for an energy, at a scheduled inverse temperature. */
  public PathGradient(Energy energy, Schedule beta) {
    this(TrainingEnergy.of(energy), Temperatures.of(beta));
  }

  /** The path gradient for an energy, at the inverse temperature of each point. */
  public PathGradient(TrainingEnergy energy, Temperatures temperatures) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.temperatures = Objects.requireNonNull(temperatures, "temperatures");
  }

  @Override
  public double tile(TilePass pass) {
    // The places of cotangents that come last, or that forwardPullback overwrites.
    double[] beta = pass.logDetBar();
    double[] logDensity = pass.baseBar();
    float[] score = pass.zBar();
    temperatures.draw(pass, beta);
    pass.sampleBase();
    pass.forward();
    double[] loss = pass.values();
    energy.evaluate(pass, loss);
    float[] x = pass.x();
    FlowTile stopped = pass.other();
    System.arraycopy(x, 0, stopped.x(), 0, x.length);
    stopped.logDensity(logDensity);
    stopped.score(score);

    float[] xBar = pass.xBar();
    for (int from = 0; from < xBar.length; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        double bar = Math.fma(beta[lane], xBar[from + lane], score[from + lane]);
        xBar[from + lane] = (float) (bar / pass.batch());
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = Math.fma(beta[lane], loss[lane], logDensity[lane]);
    }
    Arrays.fill(pass.logDetBar(), 0.0);
    Arrays.fill(pass.baseBar(), 0.0);
    double sum = energy.finish(pass, loss);
    pass.forwardPullback();
    return sum;
  }
}
