package org.p4inv.flows.linear;

/** W^-T and log|det W| of a {@link DenseLinear}, computed anew whenever W has changed. */
final class DenseInverse {
  private final float[] parameters;
  private final int at;
  private final float[] inverseTransposed;
  private final GaussJordan elimination;

  DenseInverse(int d, float[] parameters, int at) {
    this.parameters = parameters;
    this.at = at;
    inverseTransposed = new float[d * d];
    elimination = new GaussJordan(d);
  }

  void prepare() {
    elimination.invert(parameters, at, inverseTransposed);
  }

  /** W^-T, row-major. Not to be modified. */
  float[] inverseTransposed() {
    return inverseTransposed;
  }

  /** log|det W|, natural log. */
  double logAbsDet() {
    return elimination.logAbsDet();
  }
}
