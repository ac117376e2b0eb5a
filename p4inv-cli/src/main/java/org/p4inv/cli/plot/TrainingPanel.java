package org.p4inv.cli.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;

/** Loss (left axis) and reverse ESS (right axis, 0 to 1) against the step. */
final class TrainingPanel {
  private static final int RUNS = 700;
  private static final int MOST_DOTS = 60;

  private final Pen pen;
  private final Axes loss;
  private final Axes ess;

  private TrainingPanel(Pen pen, Axes loss, Axes ess) {
    this.pen = pen;
    this.loss = loss;
    this.ess = ess;
  }

  static void draw(
      Pen pen, TrainingCurve data, double left, double right, double bottom, double top) {
    Curve losses = Curve.finite(data.steps, data.losses);
    long[] steps = data.steps;
    double last = steps.length == 0 ? 1 : steps[steps.length - 1] + 1.0;
    Scale x = new Scale(0, last, left, right);
    Range range = visible(losses);
    TrainingPanel panel =
        new TrainingPanel(
            pen,
            new Axes(x, new Scale(range.min(), range.max(), bottom, top)),
            new Axes(x, new Scale(0, 1, bottom, top)));
    panel.loss.grid(pen);
    panel.curves(losses, Curve.finite(data.steps, data.ess));
    panel.loss.outline(pen);
    panel.loss.bottom(pen, "step");
    panel.loss.left(pen, "loss", Colours.LOSS);
    panel.ess.right(pen, "reverse ESS", Colours.ESS);
    pen.text("training", left, top - 28, Pen.LEFT, Pen.HEADING, Colours.TEXT);
    double legend = panel.legend("loss, running mean", left, Colours.LOSS);
    panel.legend("reverse ESS", legend + 20, Colours.ESS);
  }

  /** The range of the losses without the first steep fall, which would flatten all that follows. */
  private static Range visible(Curve losses) {
    double[] sorted = losses.sorted();
    Range all = Range.of(sorted, 0, 1);
    Range most = Range.of(sorted, 0, 0.97);
    double max = Math.min(all.max(), most.max() + 0.5 * most.length());
    return new Range(all.min(), Math.max(max, most.max())).widened(0.04);
  }

  private void curves(Curve losses, Curve efficiencies) {
    Shape all = pen.graphics.getClip();
    pen.graphics.clip(loss.frame());
    pen.stroke(losses.thinned(RUNS).path(loss), 0.8, Colours.LOSS_FAINT);
    pen.stroke(losses.smoothed(RUNS).path(loss), 1.5, Colours.LOSS);
    pen.stroke(efficiencies.thinned(RUNS).path(ess), 1.5, Colours.ESS);
    pen.graphics.setClip(all);
    if (efficiencies.length() <= MOST_DOTS) {
      for (int i = 0; i < efficiencies.length(); i++) {
        dot(ess.x().at(efficiencies.x[i]), ess.y().at(efficiencies.y[i]), Colours.ESS);
      }
    }
  }

  private void dot(double x, double y, Color colour) {
    pen.fill(new Ellipse2D.Double(x - 2, y - 2, 4, 4), colour);
  }

  private double legend(String name, double left, Color colour) {
    double baseline = loss.y().to() - 10;
    pen.line(left, baseline - 4, left + 22, baseline - 4, 2, colour);
    pen.text(name, left + 28, baseline, Pen.LEFT, Pen.SMALL, Colours.TEXT);
    return left + 28 + pen.width(name, Pen.SMALL);
  }
}
