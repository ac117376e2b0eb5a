package org.p4inv.samplers.estimate;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A number with its error bar, and the exact value where it is known.
 *
 * @param value the estimate; infinite or NaN where the samples do not determine it
 * @param error one standard error, NaN where the samples do not determine it
 * @param exact the exact value, where it is known
 */
public record Estimate(double value, double error, OptionalDouble exact) {

  /** Checks that the error is not negative. */
  public Estimate {
    if (error < 0) {
      throw new IllegalArgumentException("`error` must not be negative, got " + error);
    }
    Objects.requireNonNull(exact, "exact");
  }

  /** An estimate of which the exact value is not known. */
  public Estimate(double value, double error) {
    this(value, error, OptionalDouble.empty());
  }

  /** The same estimate beside an exact value. */
  public Estimate withExact(OptionalDouble known) {
    return new Estimate(value, error, known);
  }

  /** Whether the samples determine the value and its error: both are finite. */
  public boolean determined() {
    return Double.isFinite(value) && Double.isFinite(error);
  }

  /**
   * (value - exact) / error, which is about normally distributed if the error bar is right; empty
   * where the exact value is not known or the estimate is not determined.
   */
  public OptionalDouble deviation() {
    return exact.isPresent() && determined()
        ? OptionalDouble.of((value - exact.getAsDouble()) / error)
        : OptionalDouble.empty();
  }
}
