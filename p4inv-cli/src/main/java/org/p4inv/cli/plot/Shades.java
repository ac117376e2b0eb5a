package org.p4inv.cli.plot;

/**
 * The colours of densities from 0, white, to the highest one and above, darkest.
 *
 * <p>White and ten equidistant colours of viridis: lightness falls evenly, safe for the
 * colour-blind. The place between them goes with the square root of the density, because the root
 * of a count has the same noise everywhere: what differs in colour differs beyond chance, in the
 * tails as in the peak.
 */
record Shades(double highest) {
  private static final int[] COLOURS = {
    0xFFFFFF, 0xFDE725, 0xB4DE2C, 0x6DCD59, 0x35B779, 0x1F9E89, 0x26828E, 0x31688E, 0x3E4A89,
    0x482878, 0x440154
  };

  /** Where a density stands between white (0) and darkest (1). */
  double place(double density) {
    return Math.sqrt(density / highest);
  }

  /** The colour at a place, as RGB; beyond 1 that of 1. */
  static int rgb(double place) {
    double at = Math.min(1, place) * (COLOURS.length - 1);
    int i = Math.min((int) at, COLOURS.length - 2);
    return mix(COLOURS[i], COLOURS[i + 1], at - i);
  }

  private static int mix(int a, int b, double weight) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = (a >> shift) & 0xFF;
      int to = (b >> shift) & 0xFF;
      rgb |= (int) Math.round(from + weight * (to - from)) << shift;
    }
    return rgb;
  }
}
