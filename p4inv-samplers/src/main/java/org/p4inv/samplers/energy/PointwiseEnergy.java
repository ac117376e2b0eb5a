package org.p4inv.samplers.energy;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.p4inv.samplers.math.Pool;

/**
 * An {@link Energy} that calls a {@link PointEnergy} for each of the 64 points of a tile.
 *
 * <p>The arrays that the point is handed over in are lent from a pool, so that nothing is allocated
 * once as many calls have run as run at a time, and nothing stays behind in the threads of a host
 * application. Energy and gradient are passed on as they are, whatever they are; an exception of
 * the function reaches the caller.
 */
public final class PointwiseEnergy implements Energy {
  private final String name;
  private final int dimension;
  private final Map<String, Double> constants;
  private final Truth truth;
  private final PointEnergy point;
  private final Pool<Scratch> pool;

  /** An energy without constants, of which nothing is known. */
  public PointwiseEnergy(String name, int dimension, PointEnergy point) {
    this(name, dimension, Map.of(), Truth.UNKNOWN, point);
  }

  /**
   * An energy with everything that an {@link Energy} can tell.
   *
   * @throws IllegalArgumentException if dimension is less than 1
   */
  public PointwiseEnergy(
      String name, int dimension, Map<String, Double> constants, Truth truth, PointEnergy point) {
    if (dimension < 1) {
      throw new IllegalArgumentException("`dimension` must be at least 1, got " + dimension);
    }
    this.name = Objects.requireNonNull(name, "name");
    this.dimension = dimension;
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    this.truth = Objects.requireNonNull(truth, "truth");
    this.point = Objects.requireNonNull(point, "point");
    this.pool = new Pool<>(() -> new Scratch(dimension));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Map<String, Double> constants() {
    return constants;
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    Scratch scratch = pool.take();
    try {
      for (int lane = 0; lane < LANES; lane++) {
        for (int j = 0; j < dimension; j++) {
          scratch.x[j] = x[j * LANES + lane];
        }
        Arrays.fill(scratch.gradient, 0);
        energy[lane] = point.energy(scratch.x, scratch.gradient);
        for (int j = 0; j < dimension; j++) {
          gradient[j * LANES + lane] = (float) scratch.gradient[j];
        }
      }
    } finally {
      pool.give(scratch);
    }
  }

  /** Position and gradient of one point. */
  private static final class Scratch {
    final double[] x;
    final double[] gradient;

    Scratch(int dimension) {
      x = new double[dimension];
      gradient = new double[dimension];
    }
  }
}
