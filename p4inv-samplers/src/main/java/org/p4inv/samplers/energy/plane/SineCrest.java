package org.p4inv.samplers.energy.plane;

/** The curves x2 = h(x1) along which the ridges of {@link SineRidge} run. */
enum SineCrest {
  /** h = w1. */
  PLAIN {
    @Override
    double detour(double x1) {
      return 0;
    }

    @Override
    double detourSlope(double x1) {
      return 0;
    }
  },

  /** h = w1 - w2. */
  DIP {
    @Override
    double detour(double x1) {
      double away = (x1 - 1) / 0.6;
      return 3 * StrictMath.exp(-0.5 * away * away);
    }

    @Override
    double detourSlope(double x1) {
      return -detour(x1) * (x1 - 1) / (0.6 * 0.6);
    }
  },

  /** h = w1 - w3. */
  STEP {
    @Override
    double detour(double x1) {
      return 3 / (1 + StrictMath.exp(-(x1 - 1) / 0.3));
    }

    @Override
    double detourSlope(double x1) {
      double w3 = detour(x1);
      return w3 * (1 - w3 / 3) / 0.3;
    }
  };

  /** w2 or w3. */
  abstract double detour(double x1);

  abstract double detourSlope(double x1);

  double height(double x1) {
    return SinPi.sin(x1 / 2) - detour(x1);
  }

  double slope(double x1) {
    return Math.PI / 2 * SinPi.cos(x1 / 2) - detourSlope(x1);
  }
}
