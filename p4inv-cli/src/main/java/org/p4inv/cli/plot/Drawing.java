package org.p4inv.cli.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Lays out the panels of the picture from left to right, and encodes it. */
final class Drawing {
  private static final double MARGIN = 22.5;
  private static final double TOP = 120.5;
  private static final double BOTTOM = TrainingPicture.HEIGHT - 51.5;
  private static final double GAP = 26;
  private static final double HISTOGRAM_WIDTH = 300;

  private Drawing() {}

  /** The picture as a PNG file in memory. */
  static byte[] png(PictureData data) throws IOException {
    BufferedImage image =
        new BufferedImage(
            TrainingPicture.WIDTH, TrainingPicture.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      draw(new Pen(graphics), data);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this JVM has no PNG writer");
      }
    }
    return bytes.toByteArray();
  }

  private static void draw(Pen pen, PictureData data) {
    pen.fill(
        new Rectangle2D.Double(0, 0, TrainingPicture.WIDTH, TrainingPicture.HEIGHT), Colours.PAPER);
    double room = TrainingPicture.WIDTH - 2 * MARGIN;
    pen.fitted(data.title(), MARGIN, 34, room, Pen.TITLE, Colours.TEXT);
    pen.fitted(data.subtitle(), MARGIN, 58, room, Pen.LABEL, Colours.NOTE);

    double x = MARGIN;
    if (data.target().isPresent()) {
      x = densities(pen, data.target().get(), data.samples());
    } else {
      for (int j = 0; j < Math.min(2, data.samples().dimension); j++) {
        double left = x + Axes.LEFT_ROOM;
        HistogramPanel.draw(pen, data.samples(), j, left, left + HISTOGRAM_WIDTH, BOTTOM, TOP);
        x = left + HISTOGRAM_WIDTH + GAP;
      }
    }
    double right = TrainingPicture.WIDTH - MARGIN - Axes.RIGHT_ROOM;
    TrainingPanel.draw(pen, data.curve(), Axes.snap(x + Axes.LEFT_ROOM), right, BOTTOM, TOP);
  }

  private static double densities(Pen pen, EnergyGrid grid, Points samples) {
    DensityPanels panels = new DensityPanels(pen, grid, BOTTOM, TOP);
    double left = MARGIN + Axes.LEFT_ROOM;
    double right = panels.target(left);
    left = Axes.snap(right + GAP + Axes.LEFT_ROOM);
    right = panels.samples(left, samples);
    return panels.colours(right + 12) + GAP;
  }
}
