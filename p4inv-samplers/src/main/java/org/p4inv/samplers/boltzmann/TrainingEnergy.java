package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.p4inv.flows.train.TilePass;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.compose.Clipped;

/**
 * An energy as objectives see it, which counts the points that it is asked for, and may have a
 * bound: points above it, or at which something is not finite, are left out.
 *
 * <p>Without a bound one point whose loss is not finite makes the trainer skip its whole step.
 * Where the energy is +infinity, or all but that, in regions that an untrained flow covers (walls,
 * overlapping particles), every step would be skipped. With a bound such a point has no gradient,
 * and its loss counts as the bound; the mean is still that of the whole batch. What is left out is
 * the same for any number of workers.
 *
 * <p>A point that is left out does not push the flow away from where it is. {@link ReverseKl} and
 * {@link PathGradient} learn where the energy rises from the points below the bound alone: enough
 * where it rises steeply, but nothing holds a flow back from a region that begins with a jump.
 * {@link LogVariance} needs no gradient of the energy, and takes energies above the bound as the
 * bound.
 *
 * <p>Bound and clipping change what is trained and nothing else: weights are always those of the
 * {@link #exact} energy. One object can serve several objectives, and then counts for all of them.
 */
public final class TrainingEnergy {
  private final Energy exact;
  private final Energy trained;
  private final double bound;
  private final LongAdder points = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final LongAdder tooLarge = new LongAdder();

  private TrainingEnergy(Energy exact, Energy trained, double bound) {
    this.exact = Objects.requireNonNull(exact, "exact");
    this.trained = trained;
    this.bound = bound;
  }

  /** All points take part. */
  public static TrainingEnergy of(Energy exact) {
    return new TrainingEnergy(exact, exact, Double.POSITIVE_INFINITY);
  }

  /**
   * Points at which the energy is at most {@code bound} take part.
   *
   * @param bound in kT, finite
   */
  public static TrainingEnergy bounded(Energy exact, double bound) {
    return new TrainingEnergy(exact, exact, requireFinite(bound));
  }

  /**
   * Training is by {@link Clipped} energies, whose gradients stay small and point the way out, and
   * points at which these are at most {@code bound} take part.
   *
   * @param from where energies begin to grow as a logarithm, see {@link Clipped}
   * @param bound of the clipped energy in kT, finite; for those that are +infinity
   */
  public static TrainingEnergy clipped(Energy exact, double from, double bound) {
    return new TrainingEnergy(exact, new Clipped(exact, from), requireFinite(bound));
  }

  private static double requireFinite(double bound) {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException("`bound` must be finite, got " + bound);
    }
    return bound;
  }

  /** The energy itself. */
  public Energy exact() {
    return exact;
  }

  /** What was counted so far. */
  public EnergyCounts counts() {
    long large = tooLarge.sum();
    return new EnergyCounts(points.sum(), leftOut.sum() - large, large);
  }

  /** u at the points of a pass, +infinity above the bound, and du/dx in its xBar. */
  void evaluate(TilePass pass, double[] u) {
    trained.evaluate(pass.x(), u, pass.xBar());
    points.add(pass.lanes());
    for (int lane = 0; lane < pass.lanes(); lane++) {
      if (u[lane] > bound && u[lane] < Double.POSITIVE_INFINITY) {
        u[lane] = Double.POSITIVE_INFINITY;
        tooLarge.increment();
      }
    }
  }

  /** Whether there is a bound. */
  boolean bounded() {
    return bound < Double.POSITIVE_INFINITY;
  }

  /** The bound where there is one and an energy is above it or no number; else the energy. */
  double orBound(double u) {
    return bounded() && !Double.isFinite(u) ? bound : u;
  }

  /** Counts the lanes whose numbers are not finite. */
  void count(TilePass pass, double[] values) {
    for (int lane = 0; lane < pass.lanes(); lane++) {
      if (!Double.isFinite(values[lane])) {
        leftOut.increment();
      }
    }
  }

  /** {@link TilePass#finish} for cotangents of {@link TilePass#forward}, with the bound. */
  double finish(TilePass pass, double[] loss) {
    float[] xBar = pass.xBar();
    for (int i = 0; i < xBar.length; i++) {
      if (!Float.isFinite(xBar[i])) {
        loss[i % LANES] = Double.NaN;
      }
    }
    count(pass, loss);
    for (int lane = 0; bounded() && lane < LANES; lane++) {
      if (!Double.isFinite(loss[lane])) {
        leaveOut(pass, lane);
        loss[lane] = bound;
      }
    }
    return pass.finish(loss);
  }

  private static void leaveOut(TilePass pass, int lane) {
    pass.logDetBar()[lane] = 0;
    pass.baseBar()[lane] = 0;
    float[] xBar = pass.xBar();
    for (int i = lane; i < xBar.length; i += LANES) {
      xBar[i] = 0;
    }
  }
}
