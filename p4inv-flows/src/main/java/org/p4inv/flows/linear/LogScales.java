package org.p4inv.flows.linear;

/**
 * A positive diagonal, s_j = e^(a_j), with log-det sum of a.
 *
 * <p>Parameters: a, of length d. Cost: d exponentials a step.
 */
final class LogScales {
  private final float[] parameters;
  private final int at;
  private final float[] scales;
  private final float[] inverses;
  private double logDet;

  /** A view of the d parameters that begin at a position of the flat vector. */
  LogScales(int d, float[] parameters, int at) {
    this.parameters = parameters;
    this.at = at;
    scales = new float[d];
    inverses = new float[d];
  }

  void prepare() {
    logDet = 0;
    for (int j = 0; j < scales.length; j++) {
      double a = parameters[at + j];
      logDet += a;
      scales[j] = (float) StrictMath.exp(a);
      inverses[j] = (float) StrictMath.exp(-a);
    }
  }

  /** s. Not to be modified. */
  float[] scales() {
    return scales;
  }

  /** 1 / s. Not to be modified. */
  float[] inverses() {
    return inverses;
  }

  /** The sum of a. */
  double logDet() {
    return logDet;
  }

  /** aBar_j += s_j sBar_j + logDetBar. */
  void addGradient(float[] sBar, double logDetBar, float[] gradient) {
    for (int j = 0; j < scales.length; j++) {
      gradient[at + j] += Math.fma(scales[j], sBar[j], (float) logDetBar);
    }
  }
}
