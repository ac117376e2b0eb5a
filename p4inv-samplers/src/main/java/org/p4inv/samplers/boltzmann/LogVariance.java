package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * The log-variance divergence: half the variance of f(x) = b u(x) + ln q(x), with x drawn from the
 * flow and held fixed.
 *
 * <p>f is -ln Z everywhere exactly if q is the target, and then its variance is 0, whatever Z is.
 * The gradient is that of the variance through ln q at fixed points,
 *
 * <p>sum over i of (f_i - mean f) / (n - 1) d ln q(x_i) / dparameters,
 *
 * <p>an unbiased estimate of the gradient of {@link ReverseKl} that needs no gradient of the energy
 * and has a control variate built in; at the target it is 0 at every point. Costs a pass of the
 * flow there and one there and back.
 *
 * <p>A tile is the unit: mean and variance, with the divisor n - 1, are of its n points, and the
 * loss is the sum over tiles of n / batch times theirs. A tile of one point has no variance and
 * adds nothing. An energy above the bound of a {@link TrainingEnergy} is taken as the bound; points
 * whose f is not finite then are not among the n. Both are counted. Sources: Nuesken and Richter,
 * Solving high-dimensional Hamilton-Jacobi-Bellman PDEs using neural networks, arXiv 2005.05409;
 * Richter, Boustati, Nuesken, Ruiz and Akyildiz, VarGrad, arXiv 2010.10436.
 */
public final class LogVariance implements Objective {
  private final TrainingEnergy energy;
  private final Schedule beta;

  /** The divergence from the target of an energy, at a scheduled inverse temperature. */
  public LogVariance(TrainingEnergy energy, Schedule beta) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.beta = Objects.requireNonNull(beta, "beta");
  }

  @Override
  public double tile(TilePass pass) {
    double[] f = pass.values();
    double[] logDensity = pass.baseBar();
    FixedPoints.draw(pass, logDensity);
    energy.evaluate(pass, f);
    energy.count(pass, f);
    double b = beta.at(pass.step());
    for (int lane = 0; lane < LANES; lane++) {
      f[lane] = Math.fma(b, energy.orBound(f[lane]), logDensity[lane]);
    }
    double sum = variance(pass, f);
    pass.inversePullback();
    return sum;
  }

  /** From f to the loss of each lane, and the cotangents. */
  private static double variance(TilePass pass, double[] f) {
    int n = 0;
    double mean = 0;
    for (int lane = 0; lane < pass.lanes(); lane++) {
      if (Double.isFinite(f[lane])) {
        n++;
        // Welford: no sum of large numbers that could overflow or cancel.
        mean += (f[lane] - mean) / n;
      }
    }
    double[] logDetBar = pass.logDetBar();
    Arrays.fill(logDetBar, 0.0);
    for (int lane = 0; lane < LANES; lane++) {
      if (n < 2 || lane >= pass.lanes() || !Double.isFinite(f[lane])) {
        f[lane] = 0;
        continue;
      }
      double share = n / (n - 1.0);
      double deviation = f[lane] - mean;
      f[lane] = 0.5 * share * deviation * deviation;
      logDetBar[lane] = share * deviation / pass.batch();
    }
    System.arraycopy(logDetBar, 0, pass.baseBar(), 0, LANES);
    return pass.finish(f);
  }
}
