package org.p4inv.cli.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Tells which density a colour stands for. */
final class ColourBar {
  private static final int WIDTH = 12;
  private static final int MOST_TICKS = 7;

  private ColourBar() {}

  /** Draws the bar from {@code left} on, and returns where its labels end. */
  static double draw(Pen pen, Shades shades, double left, double bottom, double top) {
    for (int y = (int) top; y < (int) bottom; y++) {
      Color colour = new Color(Shades.rgb((bottom - y) / (bottom - top)));
      pen.fill(new Rectangle2D.Double((int) left, y, WIDTH, 1), colour);
    }
    pen.stroke(new Rectangle2D.Double(left, top, WIDTH, bottom - top), 1, Colours.FRAME);
    List<Scale.Tick> ticks = new Scale(0, shades.highest(), 0, 1).ticks(MOST_TICKS);
    for (Scale.Tick tick : ticks) {
      double y = bottom - shades.place(tick.value()) * (bottom - top);
      Axes.rightMark(pen, left + WIDTH, y, tick.label(), Colours.TEXT);
    }
    double edge = left + WIDTH + Axes.widest(pen, ticks);
    return Axes.rightTitle(pen, edge, (bottom + top) / 2, "density", Colours.TEXT);
  }
}
