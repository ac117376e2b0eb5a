package org.p4inv.cli;

import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.estimate.Wasserstein;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of the command line; the errors say rule and fact, picocli adds the option. */
final class NumberConverter {
  private NumberConverter() {}

  private static long whole(String text, long from, long to) {
    try {
      long value = Long.parseLong(text);
      if (value >= from && value <= to) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "must be a whole number from " + from + " to " + to + ", got `" + text + "`");
  }

  private static double finite(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw new TypeConversionException("must be a finite number, got `" + text + "`");
    }
    return value;
  }

  /** Any whole number of 64 bits. */
  static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  /** How many of something. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, 1_000_000_000);
    }
  }

  /** How many points a report rests on. */
  static final class Points implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 100, 1_000_000_000);
    }
  }

  /** How many points distances are measured of. */
  static final class DistancePoints implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 2, Wasserstein.MOST_POINTS);
    }
  }

  /** How many energy calls something may cost. */
  static final class Calls implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, 0, 1L << 62);
    }
  }

  /** How many draws of a chain: enough to split it in halves that vary. */
  static final class Draws implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 8, 100_000);
    }
  }

  /** As many threads as workers may have. */
  static final class Threads implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, 1024);
    }
  }

  /** The dimensions that a P4Inv layer may have. */
  static final class Dimension implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, 16384);
    }
  }

  /** The ranks that a P4Inv layer may have. */
  static final class Rank implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, 256);
    }
  }

  /** A number above 0. */
  static final class Positive implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = finite(text);
      if (value <= 0) {
        throw new TypeConversionException("must be positive, got `" + text + "`");
      }
      return value;
    }
  }

  /** A number of at least 0. */
  static final class NotNegative implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = finite(text);
      if (value < 0) {
        throw new TypeConversionException("must not be negative, got `" + text + "`");
      }
      return value;
    }
  }

  /** A number that a constant of an energy may have. */
  record Of(Constant constant) implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = finite(text);
      if (!constant.valid().test(value)) {
        throw new TypeConversionException("must be " + constant.rule() + ", got `" + text + "`");
      }
      return value;
    }
  }
}
