package org.p4inv.cli.plot;

import java.util.Arrays;

/** A probability density on equal cells of a box, in the order of {@link EnergyGrid#centres}. */
final class Density {
  final Box box;
  final int nx;
  final int ny;

  /** The density in each cell. */
  final double[] values;

  private Density(Box box, int nx, int ny, double[] values) {
    this.box = box;
    this.nx = nx;
    this.ny = ny;
    this.values = values;
  }

  /** exp(-u) / Z with the Z of the box. */
  static Density of(EnergyGrid grid) {
    double lowest = grid.lowest();
    double[] values = new double[grid.energies.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double u = grid.energies[i];
      values[i] = Double.isFinite(u) ? Math.exp(lowest - u) : 0;
      sum += values[i];
    }
    Density density = new Density(grid.box, grid.nx, grid.ny, values);
    density.multiply(1 / (sum * density.cellArea()));
    return density;
  }

  /**
   * The histogram of points. Points outside the box count in the number, but in no cell. The number
   * of cells grows with the fourth root of the number of points along each side.
   */
  static Density of(Points points, Box box) {
    int side = (int) Math.max(20, Math.min(120, 6 * Math.pow(points.count(), 0.25)));
    double[] values = new double[side * side];
    for (int k = 0; k < points.count(); k++) {
      double i = Math.floor((points.at(k, 0) - box.xMin()) / box.width() * side);
      double j = Math.floor((points.at(k, 1) - box.yMin()) / box.height() * side);
      if (i >= 0 && i < side && j >= 0 && j < side) {
        values[side * (int) j + (int) i]++;
      }
    }
    Density density = new Density(box, side, side, values);
    density.multiply(1 / (Math.max(1, points.count()) * density.cellArea()));
    return density;
  }

  double max() {
    return Arrays.stream(values).max().orElse(0);
  }

  /** The mass inside the box. */
  double mass() {
    return Arrays.stream(values).sum() * cellArea();
  }

  /** The density above which the densest cells hold {@code mass}. */
  double levelHolding(double mass) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double held = 0;
    int i = sorted.length;
    while (i > 0 && held < mass) {
      held += sorted[--i] * cellArea();
    }
    return sorted[i];
  }

  private double cellArea() {
    return box.width() / nx * (box.height() / ny);
  }

  private void multiply(double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
