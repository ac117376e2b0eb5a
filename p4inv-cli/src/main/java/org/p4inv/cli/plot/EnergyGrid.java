package org.p4inv.cli.plot;

/** The energy of a plane target at the centres of {@code nx x ny} equal cells of a box. */
public final class EnergyGrid {
  private static final int MOST_CELLS = 1 << 24;

  final Box box;
  final int nx;
  final int ny;
  final double[] energies;

  /**
   * Wraps energies.
   *
   * @param box what the grid covers
   * @param nx number of cells along the first coordinate, at least 2
   * @param ny number of cells along the second coordinate, at least 2
   * @param energies u in kT, {@code [ny x nx]} in the order of {@link #centres}. Where it is not
   *     finite, density 0 is drawn; one number at least must be finite. Neither copied nor
   *     modified.
   */
  public EnergyGrid(Box box, int nx, int ny, double[] energies) {
    requireCells(nx, ny);
    if (energies.length != nx * ny) {
      throw new IllegalArgumentException(
          "energies must have length nx * ny = " + nx * ny + ", got " + energies.length);
    }
    if (Double.isInfinite(lowest(energies))) {
      throw new IllegalArgumentException("energies must hold a finite number, got none");
    }
    this.box = box;
    this.nx = nx;
    this.ny = ny;
    this.energies = energies;
  }

  /**
   * Where the energy is wanted: the centres of the cells.
   *
   * @param box what the grid covers
   * @param nx number of cells along the first coordinate, at least 2
   * @param ny number of cells along the second coordinate, at least 2
   * @return {@code [nx * ny x 2]}, row by row from the lowest row, the first coordinate fastest:
   *     cell (i, j) is point {@code j * nx + i}
   */
  public static float[] centres(Box box, int nx, int ny) {
    requireCells(nx, ny);
    float[] points = new float[2 * nx * ny];
    for (int j = 0; j < ny; j++) {
      for (int i = 0; i < nx; i++) {
        points[2 * (j * nx + i)] = (float) (box.xMin() + box.width() * (i + 0.5) / nx);
        points[2 * (j * nx + i) + 1] = (float) (box.yMin() + box.height() * (j + 0.5) / ny);
      }
    }
    return points;
  }

  /** The lowest finite energy. */
  double lowest() {
    return lowest(energies);
  }

  private static double lowest(double[] energies) {
    double lowest = Double.POSITIVE_INFINITY;
    for (double u : energies) {
      if (Double.isFinite(u)) {
        lowest = Math.min(lowest, u);
      }
    }
    return lowest;
  }

  private static void requireCells(int nx, int ny) {
    if (nx < 2 || ny < 2 || (long) nx * ny > MOST_CELLS) {
      throw new IllegalArgumentException(
          "nx and ny must be at least 2, their product at most "
              + MOST_CELLS
              + ", got "
              + nx
              + " and "
              + ny);
    }
  }
}
