package org.p4inv.flows.conditioner;

import java.util.function.IntUnaryOperator;

/**
 * The order of the features of one layer of a {@link MaskedMlp}: a feature of degree g sees the
 * context and the first g coordinates. Features stand in the order of their degrees, so that those
 * of one degree are a run, and so are those below it.
 *
 * @param n coordinates
 * @param begins where the features of a degree begin, 0 to n
 */
record Degrees(int n, IntUnaryOperator begins) {

  /** The context, degree 0, then the coordinates: coordinate j has degree j + 1. */
  static Degrees ofInputs(int n, int context) {
    return new Degrees(n, g -> g == 0 ? 0 : context + g - 1);
  }

  /**
   * The features of a hidden layer, spread evenly over the degrees that some output sees: of w
   * features the one with index i has degree lowest + i (n - lowest) / w, rounded down.
   */
  static Degrees ofHidden(int n, int context, int width) {
    int lowest = context > 0 ? 0 : 1;
    int degrees = n - lowest;
    return new Degrees(
        n, g -> g <= lowest ? 0 : (int) (((long) (g - lowest) * width + degrees - 1) / degrees));
  }

  /** The outputs, m for each coordinate: those of coordinate j have degree j. */
  static Degrees ofOutputs(int n, int m) {
    return new Degrees(n, g -> g * m);
  }

  /** Where the features of a degree begin. */
  int start(int degree) {
    return begins.applyAsInt(degree);
  }

  /** How many features are of this degree. */
  int count(int degree) {
    return start(degree + 1) - start(degree);
  }

  /** How many features are of this degree or a lower one. */
  int upTo(int degree) {
    return start(degree + 1);
  }

  /** How many features some output sees. */
  int seen() {
    return start(n);
  }
}
