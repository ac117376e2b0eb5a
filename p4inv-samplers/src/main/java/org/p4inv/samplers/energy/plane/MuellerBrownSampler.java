package org.p4inv.samplers.energy.plane;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.exact.CellEnvelope;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * Exact samples of the Mueller-Brown surface, by rejection under an envelope that is constant on
 * the cells of a grid of 512 x 512 around the disc of {@link MuellerBrownTruth}, with the bounds of
 * {@link MuellerBrownTerm#lowerBound}; 7 of 10 proposals are accepted at kT = 20, 1 of 70 at kT =
 * 1.
 */
final class MuellerBrownSampler implements ExactSampler {
  private static final int SIDE = 512;

  private final double temperature;
  private final MuellerBrownTerm[] terms = MuellerBrownTerm.published();
  private final double from1;
  private final double from2;
  private final double width;
  private final CellEnvelope envelope;

  MuellerBrownSampler(double temperature) {
    this.temperature = temperature;
    double reach = MuellerBrownTruth.reach(temperature);
    this.from1 = MuellerBrownTruth.CENTRE_1 - reach;
    this.from2 = MuellerBrownTruth.CENTRE_2 - reach;
    this.width = 2 * reach / SIDE;
    double[] bounds = new double[SIDE * SIDE];
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        bounds[i * SIDE + j] = bound(from1 + i * width, from2 + j * width);
      }
    }
    this.envelope = new CellEnvelope(bounds);
  }

  @Override
  public void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, 2, first, n);
    for (int i = first; i < first + n; i++) {
      draw(random, points, 2 * i);
    }
  }

  private void draw(RandomStream random, float[] points, int at) {
    while (true) {
      int place = envelope.draw(random);
      int cell = envelope.cell(place);
      int row = cell / SIDE;
      int column = cell % SIDE;
      double x1 = from1 + (row + random.nextDouble()) * width;
      double x2 = from2 + (column + random.nextDouble()) * width;
      if (envelope.accept(random, place, energy(x1, x2))) {
        points[at] = (float) x1;
        points[at + 1] = (float) x2;
        return;
      }
    }
  }

  private double energy(double x1, double x2) {
    return MuellerBrownTerm.sum(terms, x1, x2) / temperature;
  }

  private double bound(double l1, double l2) {
    double v = 0;
    for (MuellerBrownTerm term : terms) {
      v += term.lowerBound(l1, l1 + width, l2, l2 + width);
    }
    return v / temperature;
  }
}
