package org.p4inv.cli.plot;

/** Samples of a flow, of any dimension. */
public final class Points {
  final int dimension;
  private final float[] values;

  /**
   * Wraps coordinates.
   *
   * @param dimension d, at least 1
   * @param values the coordinates, {@code [points x d]}, point after point. What is not finite is
   *     counted, not drawn. Neither copied nor modified.
   */
  public Points(int dimension, float[] values) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    if (values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "values must hold whole points of dimension "
              + dimension
              + ", got "
              + values.length
              + " numbers");
    }
    this.dimension = dimension;
    this.values = values;
  }

  int count() {
    return values.length / dimension;
  }

  /** Coordinate {@code j} of point {@code i}. */
  double at(int i, int j) {
    return values[i * dimension + j];
  }
}
