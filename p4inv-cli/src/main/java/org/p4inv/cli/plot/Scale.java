package org.p4inv.cli.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear map from an interval of values to pixels.
 *
 * @param min value at pixel {@code from}
 * @param max value at pixel {@code to}, above {@code min}
 */
record Scale(double min, double max, double from, double to) {
  private static final int MOST_DIGITS = 4;

  /** A mark on an axis. */
  record Tick(double value, String label) {}

  double at(double value) {
    return from + (value - min) / (max - min) * (to - from);
  }

  /** The multiples of 1, 2 or 5 times a power of ten in the interval, at most {@code most + 1}. */
  List<Tick> ticks(int most) {
    double step = step((max - min) / most);
    List<Tick> ticks = new ArrayList<>();
    double first = Math.ceil(min / step - 1e-6);
    double last = Math.floor(max / step + 1e-6);
    Unit unit = Unit.of(Math.max(Math.abs(min), Math.abs(max)));
    for (int i = 0; i <= most && first + i <= last; i++) {
      double value = (first + i) * step;
      ticks.add(new Tick(value, label(value, step, unit)));
    }
    return ticks;
  }

  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-6)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String label(double value, double step, Unit unit) {
    if (value == 0) {
      return "0";
    }
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step / unit.size) + 1e-6));
    String label =
        unit == Unit.NONE || digits > MOST_DIGITS
            ? String.format(Locale.ROOT, "%.1e", value).replaceFirst("e\\+?(-?)0*", "e$1")
            : String.format(Locale.ROOT, "%,." + digits + "f", value / unit.size) + unit.suffix;
    return label.replace('-', '\u2212');
  }

  /** Keeps labels short: what its letter stands for. */
  private enum Unit {
    ONE(1, ""),
    THOUSAND(1e3, "k"),
    MILLION(1e6, "M"),
    NONE(1, "");

    private final double size;
    private final String suffix;

    Unit(double size, String suffix) {
      this.size = size;
      this.suffix = suffix;
    }

    static Unit of(double largest) {
      if (largest < 2e4) {
        return ONE;
      }
      if (largest < 2e7) {
        return THOUSAND;
      }
      return largest < 2e10 ? MILLION : NONE;
    }
  }
}
