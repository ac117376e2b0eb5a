package org.p4inv.cli.plot;

import java.util.Optional;
import java.util.Random;

/** Made-up data that look like those of a training. */
final class Examples {
  static final Box BOX = new Box(-3, 3, -4, 4);
  static final double FINAL_LOSS = -10.3;
  private static final double LOWEST = -10.7;

  private Examples() {}

  /** The double well with a = -0.5, b = -6, c = 1. */
  static double doubleWell(double x, double y) {
    return -0.5 * x - 6 * x * x + x * x * x * x + y * y / 2;
  }

  static EnergyGrid grid(int n) {
    float[] centres = EnergyGrid.centres(BOX, n, n);
    double[] energies = new double[n * n];
    for (int i = 0; i < energies.length; i++) {
      energies[i] = doubleWell(centres[2 * i], centres[2 * i + 1]);
    }
    return new EnergyGrid(BOX, n, n, energies);
  }

  /** Points of the double well by rejection. */
  static Points samples(int count) {
    return new Points(2, coordinates(count));
  }

  static float[] coordinates(int count) {
    Random random = new Random(7);
    float[] values = new float[2 * count];
    int accepted = 0;
    while (accepted < count) {
      double x = BOX.xMin() + BOX.width() * random.nextDouble();
      double y = BOX.yMin() + BOX.height() * random.nextDouble();
      if (random.nextDouble() < Math.exp(LOWEST - doubleWell(x, y))) {
        values[2 * accepted] = (float) x;
        values[2 * accepted + 1] = (float) y;
        accepted++;
      }
    }
    return values;
  }

  /** A noisy fall of the loss; ESS is measured at every 50th step. */
  static TrainingCurve curve(int length) {
    Random random = new Random(8);
    long[] steps = new long[length];
    double[] losses = new double[length];
    double[] ess = new double[length];
    for (int i = 0; i < length; i++) {
      double progress = i / (double) length;
      steps[i] = i + 1L;
      losses[i] = FINAL_LOSS + 200 * Math.exp(-100 * progress) + 0.1 * random.nextGaussian();
      ess[i] = i % 50 == 0 ? 0.95 * (1 - Math.exp(-5 * progress)) : Double.NaN;
    }
    return new TrainingCurve(steps, losses, ess);
  }

  static Curve losses(int length) {
    TrainingCurve curve = curve(length);
    return Curve.finite(curve.steps, curve.losses);
  }

  static PictureData doubleWellPicture() {
    return new PictureData(
        "double-well  a=-0.5 b=-6 c=1",
        "reverse ESS 0.953 \u00b1 0.002   log Z 10.2941 \u00b1 0.0015 (exact 10.2935)",
        Optional.of(grid(120)),
        samples(5000),
        curve(1000));
  }
}
