package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.Metropolis;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.energy.Energy;

/**
 * Motion in time by the leapfrog scheme, in velocities v that are standard normal: the Hamiltonian
 * is H = u(x) + |v|^2 / 2 with dx_j/dt = s_j v_j and dv_j/dt = -s_j du/dx_j, s being the scales.
 *
 * <p>Kicks change v alone, by a function of x, and drifts x alone, by a function of v; so both keep
 * volumes, and kick, drift, kick with the halves at the ends is its own inverse with v reversed.
 */
final class Leapfrog {
  private static final Kernels K = Kernels.active();

  /** Tiles and lanes that {@link #move} needs. */
  static final int TILES = 4;

  static final int ARRAYS = 4;

  private Leapfrog() {}

  /** v_j = v_j - time s_j du/dx_j. */
  static void kick(Tuning tuning, double time, float[] gradient, float[] v) {
    for (int j = 0; j < tuning.scale().length; j++) {
      float step = (float) (-time * tuning.scale()[j]);
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        v[i] = Math.fma(step, gradient[i], v[i]);
      }
    }
  }

  /** x_j = x_j + time s_j v_j. */
  static void drift(Tuning tuning, double time, float[] v, float[] x) {
    for (int j = 0; j < tuning.scale().length; j++) {
      float step = (float) (time * tuning.scale()[j]);
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        x[i] = Math.fma(step, v[i], x[i]);
      }
    }
  }

  /** v = damping v + sqrt(1 - damping^2) n, which keeps normal velocities normal. */
  static void refresh(double damping, float[] n, float[] v) {
    float kept = (float) damping;
    float fresh = (float) Math.sqrt(1 - damping * damping);
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.fma(kept, v[i], fresh * n[i]);
    }
  }

  /** Adds factor |v|^2 / 2 to each lane. */
  static void addKinetic(ChainTile chains, double factor, float[] v, double[] lanes) {
    K.addSquares(chains.dimension(), 0.5 * factor, v, 0, lanes);
  }

  /**
   * Moves each chain along a trajectory of leapfrog steps from fresh velocities, and accepts its
   * end by the change of H. Where the damping is below 1 velocities are partly refreshed between
   * the steps; what that adds to the kinetic energy, the heat, does not count as a change of H.
   *
   * @param steps at least 1; energy calls of each chain
   * @param damping 0 to 1
   */
  static void move(
      Energy target, ChainTile chains, RandomStream random, int steps, double damping) {
    float[] y = chains.tile(0);
    float[] v = chains.tile(1);
    float[] gradient = chains.tile(2);
    double[] from = chains.lane(0);
    double[] to = chains.lane(1);
    double[] energy = chains.lane(2);
    double[] heat = chains.lane(3);
    Tuning tuning = chains.tuning();
    double time = tuning.stepSize();
    random.gaussian(v, 0, v.length);
    System.arraycopy(chains.energy(), 0, from, 0, LANES);
    addKinetic(chains, 1, v, from);
    System.arraycopy(chains.x(), 0, y, 0, y.length);
    System.arraycopy(chains.gradient(), 0, gradient, 0, y.length);
    Arrays.fill(heat, 0);
    for (int step = 0; step < steps; step++) {
      if (step > 0 && damping < 1) {
        float[] n = chains.tile(3);
        random.gaussian(n, 0, n.length);
        addKinetic(chains, -1, v, heat);
        refresh(damping, n, v);
        addKinetic(chains, 1, v, heat);
      }
      kick(tuning, 0.5 * time, gradient, v);
      drift(tuning, time, v, y);
      chains.evaluate(target, y, energy, gradient);
      kick(tuning, 0.5 * time, gradient, v);
    }
    for (int lane = 0; lane < LANES; lane++) {
      to[lane] = energy[lane] - heat[lane];
    }
    addKinetic(chains, 1, v, to);
    Metropolis.decide(chains, random, from, to, y, energy, gradient);
  }

  /** Refuses a number of steps below 1. */
  static int requireSteps(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("`steps` must be at least 1, got " + steps);
    }
    return steps;
  }

  /** Refuses a friction that is not positive and finite. */
  static double requireFriction(double friction) {
    if (!(friction > 0) || friction == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("`friction` must be positive and finite, got " + friction);
    }
    return friction;
  }
}
