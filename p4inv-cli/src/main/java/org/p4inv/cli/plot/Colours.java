package org.p4inv.cli.plot;

import java.awt.Color;

/** The few colours of the picture besides those of densities; blue and vermilion differ for all. */
final class Colours {
  static final Color PAPER = Color.WHITE;
  static final Color TEXT = new Color(0x222222);
  static final Color NOTE = new Color(0x666666);
  static final Color FRAME = new Color(0x444444);
  static final Color GRID = new Color(0xE9E9E9);
  static final Color CONTOUR = new Color(0x333333);
  static final Color LOSS = new Color(0x31688E);
  static final Color LOSS_FAINT = new Color(0x59_31688E, true);
  static final Color ESS = new Color(0xD55E00);
  static final Color BAR = new Color(0xA8D5C5);

  private Colours() {}
}
