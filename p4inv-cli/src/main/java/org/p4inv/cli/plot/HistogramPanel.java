package org.p4inv.cli.plot;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** The density of one coordinate of the samples, as bars. */
final class HistogramPanel {
  private static final double TAIL = 0.001;

  private HistogramPanel() {}

  /** Draws coordinate {@code j}, from 0, in the given frame. */
  static void draw(
      Pen pen, Points samples, int j, double left, double right, double bottom, double top) {
    double[] sorted =
        IntStream.range(0, samples.count())
            .mapToDouble(i -> samples.at(i, j))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    Range range = Range.of(sorted, TAIL, 1 - TAIL).widened(0.08);
    int bins = (int) Math.max(10, Math.min(60, 2 * Math.cbrt(sorted.length)));
    double[] density = new double[bins];
    double binWidth = range.length() / bins;
    for (double value : sorted) {
      double bin = Math.floor((value - range.min()) / binWidth);
      if (bin >= 0 && bin < bins) {
        density[(int) bin] += 1 / (samples.count() * binWidth);
      }
    }
    double highest = Math.max(Double.MIN_NORMAL, Arrays.stream(density).max().orElse(1));
    Axes axes =
        new Axes(
            new Scale(range.min(), range.max(), left, right),
            new Scale(0, 1.08 * highest, bottom, top));
    axes.grid(pen);
    for (int i = 0; i < bins; i++) {
      double from = axes.x().at(range.min() + i * binWidth);
      double to = axes.x().at(range.min() + (i + 1) * binWidth);
      double y = axes.y().at(density[i]);
      pen.fill(new Rectangle2D.Double(from, y, to - from - 0.8, bottom - y), Colours.BAR);
    }
    axes.outline(pen);
    String name = Pen.coordinate(j + 1);
    axes.bottom(pen, name);
    axes.left(pen, "density", Colours.TEXT);
    pen.text("samples of the flow, " + name, left, top - 28, Pen.LEFT, Pen.HEADING, Colours.TEXT);
    String note = String.format(Locale.ROOT, "%,d points", samples.count());
    pen.text(note, left, top - 10, Pen.LEFT, Pen.SMALL, Colours.NOTE);
  }
}
