package org.p4inv.cli.particles;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.StartPoints;

/**
 * Starts of particles in a ball about the origin, one after the other, each uniform among the
 * places that are at least {@value #LEAST} from those before. From particles that overlap, forces
 * are so great that chains may stay where they are.
 *
 * @param space the dimension of a position
 * @param radius of the ball, large enough to hold all
 */
record ParticlesApart(int space, double radius) implements StartPoints {
  private static final double LEAST = 0.9;

  @Override
  public void draw(RandomStream random, int first, float[] points) {
    int d = points.length / LANES;
    for (int from = 0; from < points.length; from += d) {
      for (int particle = from; particle < from + d; particle += space) {
        do {
          for (int k = particle; k < particle + space; k++) {
            points[k] = (float) (radius * (2 * random.nextDouble() - 1));
          }
        } while (!fits(points, from, particle));
      }
    }
  }

  private boolean fits(float[] points, int from, int particle) {
    double norm = 0;
    for (int k = 0; k < space; k++) {
      norm += points[particle + k] * points[particle + k];
    }
    if (norm > radius * radius) {
      return false;
    }
    for (int other = from; other < particle; other += space) {
      double square = 0;
      for (int k = 0; k < space; k++) {
        double away = points[particle + k] - points[other + k];
        square += away * away;
      }
      if (square < LEAST * LEAST) {
        return false;
      }
    }
    return true;
  }
}
