package org.p4inv.core.kernel;

/**
 * The bins of numbers in their splines, as {@link SplineKernels} works on them: seven rows of an
 * array, row r of number i at {@code r * size + i}.
 */
public final class SplineBin {
  /** The row of the left ends. */
  public static final int X0 = 0;

  /** The row of the widths. */
  public static final int W = 1;

  /** The row of the images of the left ends. */
  public static final int Y0 = 2;

  /** The row of the heights. */
  public static final int H = 3;

  /** The row of the derivatives at the left ends. */
  public static final int D0 = 4;

  /** The row of the derivatives at the right ends. */
  public static final int D1 = 5;

  /** The row of the indices, from 0; -1 for a number that lies in no bin. */
  public static final int INDEX = 6;

  /** The number of rows. */
  public static final int ROWS = 7;

  private SplineBin() {}
}
