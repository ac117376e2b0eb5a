package org.p4inv.samplers.energy;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Optional;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Points to examine an energy at, and energies of points in rows. */
public final class TestPoints {
  private TestPoints() {}

  /** A tile of normal points; the odd lanes are exact samples where there is a sampler. */
  public static float[] tile(Energy energy, double spread, long seed) {
    int d = energy.dimension();
    float[] tile = new float[d * LANES];
    RandomStream random = new RandomStream(seed, Domain.APPLICATION);
    random.gaussian(tile, 0, tile.length);
    for (int i = 0; i < tile.length; i++) {
      tile[i] *= (float) spread;
    }
    Optional<ExactSampler> sampler = energy.truth().sampler();
    if (sampler.isPresent()) {
      float[] rows = new float[LANES * d];
      sampler.get().sample(random, rows, LANES);
      for (int lane = 1; lane < LANES; lane += 2) {
        for (int j = 0; j < d; j++) {
          tile[j * LANES + lane] = rows[lane * d + j];
        }
      }
    }
    return tile;
  }

  /** u at rows, and du/dx to {@code gradients}, row-major. */
  public static double[] energies(Energy energy, float[] rows, int n, float[] gradients) {
    int d = energy.dimension();
    double[] energies = new double[n];
    float[] tile = new float[d * LANES];
    float[] gradient = new float[d * LANES];
    double[] u = new double[LANES];
    for (int t = 0; t < Tile.count(n); t++) {
      int lanes = Tile.lanes(n, t);
      Tile.load(rows, t * LANES, lanes, d, tile);
      energy.evaluate(tile, u, gradient);
      System.arraycopy(u, 0, energies, t * LANES, lanes);
      Tile.store(gradient, lanes, d, gradients, t * LANES);
    }
    return energies;
  }
}
