package org.p4inv.samplers.energy;

import java.util.function.DoubleUnaryOperator;

/**
 * Integrals by 20-point Gauss-Legendre panels: a rule that shares nothing with the trapezoidal rule
 * of {@link Quadrature}, to derive its results a second time.
 */
public final class GaussLegendre {
  private static final int POINTS = 20;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 0;
      for (int step = 0; step < 50; step++) {
        double p = 1;
        double before = 0;
        for (int n = 1; n <= POINTS; n++) {
          double next = ((2 * n - 1) * x * p - (n - 1) * before) / n;
          before = p;
          p = next;
        }
        slope = POINTS * (x * p - before) / (x * x - 1);
        x -= p / slope;
      }
      NODES[i] = x;
      WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private GaussLegendre() {}

  /** The integral of f over an interval that is cut into equal panels. */
  public static double integral(DoubleUnaryOperator f, double from, double to, int panels) {
    double half = (to - from) / panels / 2;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      double middle = from + (2 * panel + 1) * half;
      for (int i = 0; i < POINTS; i++) {
        sum += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
      }
    }
    return sum * half;
  }
}
