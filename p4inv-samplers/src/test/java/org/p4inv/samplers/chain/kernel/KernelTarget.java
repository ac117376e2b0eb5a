package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.plane.DoubleWell;

/**
 * A target in the plane with exact samples, for kernels to leave invariant.
 *
 * @param sampler draws exact samples
 * @param start where to put chains that must find the target
 */
record KernelTarget(Energy energy, ExactSampler sampler, double start) {

  /** Two wells of unequal depth. */
  static KernelTarget wells() {
    Energy wells = new DoubleWell(-0.5, -3, 1);
    return new KernelTarget(wells, wells.truth().sampler().orElseThrow(), 1);
  }

  /** x1 standard normal, and x2 normal about x1^2 / 2 with a standard deviation of 1/2. */
  static KernelTarget banana() {
    return new KernelTarget(
        new Banana(),
        (random, points, first, n) -> {
          random.gaussian(points, 2 * first, 2 * n);
          for (int i = first; i < first + n; i++) {
            float x1 = points[2 * i];
            points[2 * i + 1] = 0.5f * (points[2 * i + 1] + x1 * x1);
          }
        },
        1);
  }

  /** Functions whose means are compared: moments, the mass of a state, and the energy. */
  static final String[] OBSERVABLES = {"x1", "x2", "x1^2", "x2^2", "x1 x2", "x1 < 0", "u"};

  static void observe(double x1, double x2, double u, double[] values) {
    values[0] = x1;
    values[1] = x2;
    values[2] = x1 * x1;
    values[3] = x2 * x2;
    values[4] = x1 * x2;
    values[5] = x1 < 0 ? 1 : 0;
    values[6] = u;
  }

  /** u = x1^2 / 2 + 2 (x2 - x1^2 / 2)^2. */
  private static final class Banana implements Energy {
    @Override
    public String name() {
      return "banana";
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public void evaluate(float[] x, double[] energy, float[] gradient) {
      for (int lane = 0; lane < LANES; lane++) {
        double x1 = x[lane];
        double away = x[LANES + lane] - 0.5 * x1 * x1;
        energy[lane] = 0.5 * x1 * x1 + 2 * away * away;
        gradient[lane] = (float) (x1 - 4 * away * x1);
        gradient[LANES + lane] = (float) (4 * away);
      }
    }
  }
}
