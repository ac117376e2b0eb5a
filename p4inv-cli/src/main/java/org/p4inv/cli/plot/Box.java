package org.p4inv.cli.plot;

/**
 * The part of the plane that is drawn.
 *
 * @param xMin lower end of the first coordinate
 * @param xMax upper end of the first coordinate, above xMin
 * @param yMin lower end of the second coordinate
 * @param yMax upper end of the second coordinate, above yMin
 */
public record Box(double xMin, double xMax, double yMin, double yMax) {

  /** Checks that both sides are finite and longer than 0. */
  public Box {
    requireInterval("x", xMin, xMax);
    requireInterval("y", yMin, yMax);
  }

  private static void requireInterval(String name, double min, double max) {
    double length = max - min;
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          name + " must run from a number to a larger one, got " + min + " to " + max);
    }
  }

  double width() {
    return xMax - xMin;
  }

  double height() {
    return yMax - yMin;
  }
}
