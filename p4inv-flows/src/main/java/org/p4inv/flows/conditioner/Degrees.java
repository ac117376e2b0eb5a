package org.p4inv.flows.conditioner;

/**
 * The order of the features of one layer of a {@link MaskedMlp}: a feature of degree g sees the
 * context and the first g coordinates. Features stand in the order of their degrees, so that those
 * of one degree are a run, and so are those below it.
 *
 * @param starts where the features of degree 0 to n begin, for n coordinates
 */
record Degrees(int[] starts) {

  /** The context, degree 0, then the coordinates: coordinate j has degree j + 1. */
  static Degrees ofInputs(int n, int context) {
    int[] starts = new int[n + 1];
    for (int g = 1; g <= n; g++) {
      starts[g] = context + g - 1;
    }
    return new Degrees(starts);
  }

  /** The features of a hidden layer, spread evenly over the degrees that some output sees. */
  static Degrees ofHidden(int n, int context, int width) {
    int lowest = context > 0 ? 0 : 1;
    int[] starts = new int[n + 1];
    for (int unit = 0; unit < width; unit++) {
      long degree = lowest + (long) unit * (n - lowest) / width;
      for (int g = (int) degree + 1; g <= n; g++) {
        starts[g]++;
      }
    }
    return new Degrees(starts);
  }

  /** The outputs, m for each coordinate: those of coordinate j have degree j. */
  static Degrees ofOutputs(int n, int m) {
    int[] starts = new int[n + 1];
    for (int g = 1; g <= n; g++) {
      starts[g] = g * m;
    }
    return new Degrees(starts);
  }

  /** Where the features of a degree begin. */
  int start(int degree) {
    return starts[degree];
  }

  /** How many features are of this degree. */
  int count(int degree) {
    return starts[degree + 1] - starts[degree];
  }

  /** How many features are of this degree or a lower one. */
  int upTo(int degree) {
    return starts[degree + 1];
  }

  /** How many features some output sees. */
  int seen() {
    return starts[starts.length - 1];
  }
}
