package org.p4inv.samplers.energy.plane;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.exact.CellEnvelope;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * Exact samples of {@link WolfeQuapp}, by rejection under an envelope that is constant on the cells
 * of a grid of 512 x 512 in (a, b).
 *
 * <p>A bound of V in a cell with the middle c, half diagonal h: V(c) - |grad V(c)| h - M h^2 / 2,
 * by Taylor's theorem, where the second derivatives have no eigenvalue below -M.
 */
final class WolfeQuappSampler implements ExactSampler {
  private static final int SIDE = 512;

  private final WolfeQuappSurface surface;
  private final double temperature;
  private final double from;
  private final double width;
  private final CellEnvelope envelope;

  WolfeQuappSampler(WolfeQuappSurface surface, double temperature, double reach) {
    this.surface = surface;
    this.temperature = temperature;
    this.from = -reach;
    this.width = 2 * reach / SIDE;
    double[] bounds = new double[SIDE * SIDE];
    for (int cell = 0; cell < bounds.length; cell++) {
      bounds[cell] = lowerBound(corner(cell / SIDE), corner(cell % SIDE), width);
    }
    this.envelope = new CellEnvelope(bounds);
  }

  private double corner(int place) {
    return from + place * width;
  }

  /** A number that u is not below in the square [a, a + side] x [b, b + side], up to rounding. */
  double lowerBound(double a, double b, double side) {
    double middleA = a + 0.5 * side;
    double middleB = b + 0.5 * side;
    double slopeA = surface.slopeA(middleA, middleB);
    double slopeB = surface.slopeB(middleA, middleB);
    double steepness = Math.sqrt(slopeA * slopeA + slopeB * slopeB);
    double h = side * Math.sqrt(0.5);
    double drop = h * (steepness + 0.5 * h * surface.mostConcave());
    return (surface.value(middleA, middleB) - drop) / temperature;
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
      double a = corner(cell / SIDE) + random.nextDouble() * width;
      double b = corner(cell % SIDE) + random.nextDouble() * width;
      if (envelope.accept(random, place, surface.value(a, b) / temperature)) {
        points[at] = (float) (a * surface.cosine + b * surface.sine);
        points[at + 1] = (float) (b * surface.cosine - a * surface.sine);
        return;
      }
    }
  }
}
