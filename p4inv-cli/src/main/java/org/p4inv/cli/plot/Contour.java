package org.p4inv.cli.plot;

import java.awt.geom.Path2D;

/**
 * The line on which a density has a given level, by marching squares: the squares have their
 * corners at the centres of the cells, and the density is linear along their sides.
 */
final class Contour {
  private final Density density;
  private final double level;
  private final Axes axes;
  private final Path2D path = new Path2D.Double();
  private boolean open;

  private Contour(Density density, double level, Axes axes) {
    this.density = density;
    this.level = level;
    this.axes = axes;
  }

  static Path2D of(Density density, double level, Axes axes) {
    Contour contour = new Contour(density, level, axes);
    for (int j = 0; j + 1 < density.ny; j++) {
      for (int i = 0; i + 1 < density.nx; i++) {
        contour.square(i, j);
      }
    }
    return contour.path;
  }

  /** Joins the crossings of the four sides in turn, two by two. */
  private void square(int i, int j) {
    open = false;
    side(i, j, i + 1, j);
    side(i + 1, j, i + 1, j + 1);
    side(i + 1, j + 1, i, j + 1);
    side(i, j + 1, i, j);
  }

  private void side(int i, int j, int k, int l) {
    double a = at(i, j);
    double b = at(k, l);
    if (a >= level == b >= level) {
      return;
    }
    double t = (level - a) / (b - a);
    Box box = density.box;
    double x = axes.x().at(box.xMin() + box.width() * (i + t * (k - i) + 0.5) / density.nx);
    double y = axes.y().at(box.yMin() + box.height() * (j + t * (l - j) + 0.5) / density.ny);
    if (open) {
      path.lineTo(x, y);
    } else {
      path.moveTo(x, y);
    }
    open = !open;
  }

  private double at(int i, int j) {
    return density.values[j * density.nx + i];
  }
}
