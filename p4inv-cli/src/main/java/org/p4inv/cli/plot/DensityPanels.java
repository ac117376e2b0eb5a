package org.p4inv.cli.plot;

import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Target and samples on one box, with one scale of colours and the same contours of the target, so
 * that an eye can compare them.
 */
final class DensityPanels {
  private static final double[] HELD = {0.5, 0.9, 0.99};
  private static final double NARROWEST = 0.6;
  private static final double WIDEST = 1.15;

  private final Pen pen;
  private final Density target;
  private final Shades shades;
  private final double bottom;
  private final double top;
  private final double width;

  /** Panels between two heights; both coordinates have one scale unless the box is very long. */
  DensityPanels(Pen pen, EnergyGrid grid, double bottom, double top) {
    this.pen = pen;
    this.target = Density.of(grid);
    this.shades = new Shades(target.max());
    this.bottom = bottom;
    this.top = top;
    double ratio = grid.box.width() / grid.box.height();
    this.width = Math.rint((bottom - top) * Math.max(NARROWEST, Math.min(WIDEST, ratio)));
  }

  /** Draws the target from {@code left} on, and returns where the frame ends. */
  double target(double left) {
    return panel(left, target, true, "target density", "exp(\u2212u) / Z; lines hold 50, 90, 99 %");
  }

  /** Draws the samples from {@code left} on, and returns where the frame ends. */
  double samples(double left, Points samples) {
    Density histogram = Density.of(samples, target.box);
    double outside = samples.count() == 0 ? 0 : Math.max(0, 1 - histogram.mass());
    String note =
        String.format(
            Locale.ROOT, "%,d points, %.1f %% outside; same lines", samples.count(), 100 * outside);
    return panel(left, histogram, false, "samples of the flow", note);
  }

  private double panel(double left, Density density, boolean smooth, String heading, String note) {
    Box box = density.box;
    Axes axes =
        new Axes(
            new Scale(box.xMin(), box.xMax(), left, left + width),
            new Scale(box.yMin(), box.yMax(), bottom, top));
    heat(density, axes.frame(), smooth);
    for (double held : HELD) {
      Path2D contour = Contour.of(target, target.levelHolding(held), axes);
      pen.stroke(contour, 0.7, Colours.CONTOUR);
    }
    axes.outline(pen);
    axes.bottom(pen, Pen.coordinate(1));
    axes.left(pen, Pen.coordinate(2), Colours.TEXT);
    pen.text(heading, left, top - 28, Pen.LEFT, Pen.HEADING, Colours.TEXT);
    pen.text(note, left, top - 10, Pen.LEFT, Pen.SMALL, Colours.NOTE);
    return left + width;
  }

  private void heat(Density density, Rectangle2D frame, boolean smooth) {
    BufferedImage cells = new BufferedImage(density.nx, density.ny, BufferedImage.TYPE_INT_RGB);
    for (int j = 0; j < density.ny; j++) {
      for (int i = 0; i < density.nx; i++) {
        double value = density.values[j * density.nx + i];
        cells.setRGB(i, density.ny - 1 - j, Shades.rgb(shades.place(value)));
      }
    }
    pen.graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    pen.graphics.drawImage(
        cells,
        (int) frame.getX(),
        (int) frame.getY(),
        (int) frame.getWidth(),
        (int) frame.getHeight(),
        null);
  }

  /** Draws the scale of colours from {@code left} on, and returns where its labels end. */
  double colours(double left) {
    return ColourBar.draw(pen, shades, left, bottom, top);
  }
}
