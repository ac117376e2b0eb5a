package org.p4inv.flows.conditioner;

import org.p4inv.flows.config.Config;

/** The bounds of the numbers of features in a conditioner: 1 to 65536. */
final class Widths {
  private static final int MAX = 1 << 16;

  private Widths() {}

  /** Checks one number of features. */
  static void require(String name, int width, int min) {
    if (width < min || width > MAX) {
      throw new IllegalArgumentException(
          name + " must be in " + min + " to " + MAX + ", got " + width);
    }
  }

  /** Checks the widths of layers. */
  static int[] require(String name, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      require(name + "[" + i + "]", widths[i], 1);
    }
    return widths.clone();
  }

  /** The number of features at a key of a description. */
  static int read(Config config, String key, int min) {
    return config.integer(key, min, MAX);
  }
}
