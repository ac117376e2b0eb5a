package org.p4inv.samplers.energy.compose;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Objects;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.math.Pool;

/**
 * An energy moved to another place: u(x - by), x - by rounded to float, as coordinates are.
 *
 * <p>All of the truth stays: log Z and entropy as they are; means, exact samples, minima and states
 * moved.
 */
public final class Shifted implements Energy {
  private final Energy base;
  private final float[] by;
  private final Truth truth;
  private final Pool<float[]> pool;

  /**
   * A shifted energy.
   *
   * @param by length d, finite. Not modified.
   */
  public Shifted(Energy base, float[] by) {
    this.base = Objects.requireNonNull(base, "base");
    int d = base.dimension();
    if (by.length != d) {
      throw new IllegalArgumentException("`by` must have length d = " + d + ", got " + by.length);
    }
    for (float value : by) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("`by` must be finite, got " + value);
      }
    }
    this.by = by.clone();
    this.truth = new ShiftedTruth(base.truth(), this.by);
    this.pool = new Pool<>(() -> new float[d * LANES]);
  }

  @Override
  public String name() {
    return "shifted-" + base.name();
  }

  @Override
  public int dimension() {
    return base.dimension();
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    float[] moved = pool.take();
    try {
      for (int j = 0; j < by.length; j++) {
        for (int i = j * LANES; i < (j + 1) * LANES; i++) {
          moved[i] = x[i] - by[j];
        }
      }
      base.evaluate(moved, energy, gradient);
    } finally {
      pool.give(moved);
    }
  }
}
