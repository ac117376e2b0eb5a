package org.p4inv.cli.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A frame with its two scales, and the marks around it. Lines lie on the middle of pixels.
 *
 * @param x from the left side of the frame to the right one
 * @param y from the lower side of the frame to the upper one
 */
record Axes(Scale x, Scale y) {
  private static final int MARK = 5;
  private static final int LABEL_GAP = 8;
  private static final int PIXELS_PER_X_TICK = 58;
  private static final int PIXELS_PER_Y_TICK = 42;

  /** What a left axis needs of room beside the frame. */
  static final int LEFT_ROOM = 62;

  /** What a right axis needs of room beside the frame. */
  static final int RIGHT_ROOM = 50;

  Rectangle2D frame() {
    return new Rectangle2D.Double(x.from(), y.to(), width(), height());
  }

  double width() {
    return x.to() - x.from();
  }

  double height() {
    return y.from() - y.to();
  }

  void grid(Pen pen) {
    for (Scale.Tick tick : xTicks()) {
      double at = snap(x.at(tick.value()));
      pen.line(at, y.from(), at, y.to(), 1, Colours.GRID);
    }
    for (Scale.Tick tick : yTicks()) {
      double at = snap(y.at(tick.value()));
      pen.line(x.from(), at, x.to(), at, 1, Colours.GRID);
    }
  }

  void outline(Pen pen) {
    pen.stroke(frame(), 1, Colours.FRAME);
  }

  void bottom(Pen pen, String title) {
    for (Scale.Tick tick : xTicks()) {
      double at = snap(x.at(tick.value()));
      pen.line(at, y.from(), at, y.from() + MARK, 1, Colours.FRAME);
      pen.text(tick.label(), at, y.from() + 19, Pen.MIDDLE, Pen.SMALL, Colours.TEXT);
    }
    double middle = (x.from() + x.to()) / 2;
    pen.text(title, middle, y.from() + 38, Pen.MIDDLE, Pen.LABEL, Colours.TEXT);
  }

  void left(Pen pen, String title, Color colour) {
    for (Scale.Tick tick : yTicks()) {
      double at = snap(y.at(tick.value()));
      pen.line(x.from() - MARK, at, x.from(), at, 1, Colours.FRAME);
      pen.text(tick.label(), x.from() - LABEL_GAP, at + 4, Pen.RIGHT, Pen.SMALL, colour);
    }
    double baseline = x.from() - LABEL_GAP - widest(pen, yTicks()) - 9;
    pen.upwards(title, baseline, (y.from() + y.to()) / 2, Pen.LABEL, colour);
  }

  void right(Pen pen, String title, Color colour) {
    for (Scale.Tick tick : yTicks()) {
      rightMark(pen, x.to(), y.at(tick.value()), tick.label(), colour);
    }
    double middle = (y.from() + y.to()) / 2;
    rightTitle(pen, x.to() + widest(pen, yTicks()), middle, title, colour);
  }

  /** A mark and its label to the right of a frame that ends at {@code edge}. */
  static void rightMark(Pen pen, double edge, double at, String label, Color colour) {
    pen.line(edge, snap(at), edge + MARK, snap(at), 1, Colours.FRAME);
    pen.text(label, edge + LABEL_GAP, snap(at) + 4, Pen.LEFT, Pen.SMALL, colour);
  }

  /** The title of a right axis beside labels; returns where it ends. */
  static double rightTitle(Pen pen, double edge, double middle, String title, Color colour) {
    pen.upwards(title, edge + LABEL_GAP + 18, middle, Pen.LABEL, colour);
    return edge + LABEL_GAP + 22;
  }

  /** The width of the longest label. */
  static double widest(Pen pen, List<Scale.Tick> ticks) {
    return ticks.stream().mapToDouble(t -> pen.width(t.label(), Pen.SMALL)).max().orElse(0);
  }

  private List<Scale.Tick> xTicks() {
    return x.ticks((int) Math.max(2, width() / PIXELS_PER_X_TICK));
  }

  private List<Scale.Tick> yTicks() {
    return y.ticks((int) Math.max(2, height() / PIXELS_PER_Y_TICK));
  }

  /** The middle of a pixel, where thin lines are sharp. */
  static double snap(double pixel) {
    return Math.floor(pixel) + 0.5;
  }
}
