package org.p4inv.flows.data;

/**
 * The uniform density on every second square of a board of 4 x 4 squares of side 2, centred at 0:
 * those where the numbers of row and column are both even or both odd. Its entropy is the logarithm
 * of their area, ln 32.
 */
public final class Checkerboard implements Dataset2D {
  private static final double SIDE = 2;
  private static final double AREA = 8 * SIDE * SIDE;

  @Override
  public String name() {
    return "checkerboard";
  }

  /** The two squares of a column, one on the other, are as high as v is long. */
  @Override
  public void place(double u, double v, double g, double h, double[] point) {
    int column = (int) (4 * u);
    int lower = (int) (2 * v);
    int row = 2 * lower + column % 2;
    point[0] = SIDE * (4 * u - 2);
    point[1] = SIDE * (row - 2 + (2 * v - lower));
  }

  @Override
  public double logDensity(double x, double y) {
    double column = Math.floor(x / SIDE);
    double row = Math.floor(y / SIDE);
    boolean onBoard = column >= -2 && column < 2 && row >= -2 && row < 2;
    return onBoard && (column + row) % 2 == 0 ? -StrictMath.log(AREA) : Double.NEGATIVE_INFINITY;
  }

  @Override
  public double entropy() {
    return StrictMath.log(AREA);
  }
}
