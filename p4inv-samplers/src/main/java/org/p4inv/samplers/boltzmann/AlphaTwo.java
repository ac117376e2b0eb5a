package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * The alpha divergence of order 2 by importance weights: loss = ln E_q[w^2], w = exp(-b u(x)) /
 * q(x).
 *
 * <p>It is 2 ln Z + ln(1 + the relative variance of w), so that its minimum is the flow with the
 * best effective sample size. Its gradient, -E_q[w^2 d ln q / dparameters] / E_q[w^2], is estimated
 * at points drawn from the flow, held fixed. The estimate is good where q already covers the
 * target: where it does not, one point has nearly all of w^2, and {@link Fab} is what is needed.
 * Costs a pass of the flow there and one there and back; needs no gradient of the energy.
 *
 * <p>A tile is the unit: both expectations are means over its n points, which biases loss and
 * gradient by O(1/n); the loss is the sum over tiles of n / batch times theirs. Points whose energy
 * is +infinity, not a number, or above a bound have a weight of 0 and are counted; a tile of only
 * such points adds nothing. Source: Midgley, Stimper, Simm, Schoelkopf and Hernandez-Lobato, Flow
 * annealed importance sampling bootstrap, arXiv 2208.01893, section 3.
 */
public final class AlphaTwo implements Objective {
  private final TrainingEnergy energy;
  private final Schedule beta;

  /** The divergence to the target of an energy, at a scheduled inverse temperature. */
  public AlphaTwo(TrainingEnergy energy, Schedule beta) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.beta = Objects.requireNonNull(beta, "beta");
  }

  @Override
  public double tile(TilePass pass) {
    double[] logWeight = pass.values();
    double[] logDensity = pass.baseBar();
    FixedPoints.draw(pass, logDensity);
    energy.evaluate(pass, logWeight);
    double b = beta.at(pass.step());
    for (int lane = 0; lane < LANES; lane++) {
      logWeight[lane] = -Math.fma(b, logWeight[lane], logDensity[lane]);
    }
    energy.count(pass, logWeight);
    double sum = secondMoment(pass, logWeight);
    pass.inversePullback();
    return sum;
  }

  /** From ln w to the loss of each lane, and the cotangents. */
  private static double secondMoment(TilePass pass, double[] logWeight) {
    int n = pass.lanes();
    double most = Double.NEGATIVE_INFINITY;
    for (int lane = 0; lane < n; lane++) {
      if (Double.isFinite(logWeight[lane])) {
        most = Math.max(most, logWeight[lane]);
      }
    }
    double[] squares = pass.logDetBar();
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      boolean counts = lane < n && Double.isFinite(logWeight[lane]);
      squares[lane] = counts ? StrictMath.exp(2 * (logWeight[lane] - most)) : 0;
      sum += squares[lane];
    }
    Arrays.fill(logWeight, sum == 0 ? 0 : 2 * most + StrictMath.log(sum / n));
    for (int lane = 0; lane < LANES && sum > 0; lane++) {
      squares[lane] *= -n / (sum * pass.batch());
    }
    System.arraycopy(squares, 0, pass.baseBar(), 0, LANES);
    return pass.finish(logWeight);
  }
}
