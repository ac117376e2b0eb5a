package org.p4inv.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;

/** Draws lines and text of one look, smoothed, at fractions of pixels. */
final class Pen {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Where the given point lies in a text: at its left end, its middle, its right end. */
  static final double LEFT = 0;

  static final double MIDDLE = 0.5;
  static final double RIGHT = 1;

  final Graphics2D graphics;

  Pen(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  double width(String text, Font font) {
    return graphics.getFontMetrics(font).getStringBounds(text, graphics).getWidth();
  }

  /** Writes one line; {@code anchor} is {@link #LEFT}, {@link #MIDDLE} or {@link #RIGHT}. */
  void text(String text, double x, double baseline, double anchor, Font font, Color colour) {
    graphics.setFont(font);
    graphics.setColor(colour);
    graphics.drawString(text, (float) (x - anchor * width(text, font)), (float) baseline);
  }

  /** Writes one line from {@code x} on, smaller if it would be longer than {@code room}. */
  void fitted(String text, double x, double baseline, double room, Font font, Color colour) {
    double shrink = Math.min(1, room / Math.max(1, width(text, font)));
    text(text, x, baseline, LEFT, font.deriveFont((float) (font.getSize2D() * shrink)), colour);
  }

  /** Writes upwards, the middle of the text at height {@code y}. */
  void upwards(String text, double baseline, double y, Font font, Color colour) {
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, baseline, y);
    text(text, baseline, y, MIDDLE, font, colour);
    graphics.setTransform(upright);
  }

  void line(double x1, double y1, double x2, double y2, double thickness, Color colour) {
    stroke(new Line2D.Double(x1, y1, x2, y2), thickness, colour);
  }

  void stroke(Shape shape, double thickness, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  void fill(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  /** The name of coordinate {@code number}, counted from 1. */
  static String coordinate(int number) {
    char subscript = (char) ('\u2080' + number);
    return "x" + (LABEL.canDisplay(subscript) ? subscript : (char) ('0' + number));
  }
}
