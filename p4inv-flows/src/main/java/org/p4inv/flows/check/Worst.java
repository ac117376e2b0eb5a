package org.p4inv.flows.check;

/** The largest deviation seen so far, and where; a NaN is larger than any number. */
final class Worst {
  private double value;
  private String where = "equal everywhere";

  void add(double deviation, String place) {
    if (!Double.isNaN(value) && !(deviation <= value)) {
      value = deviation;
      where = "largest at " + place;
    }
  }

  double value() {
    return value;
  }

  String where() {
    return where;
  }
}
