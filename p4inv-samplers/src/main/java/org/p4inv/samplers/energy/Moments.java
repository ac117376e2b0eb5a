package org.p4inv.samplers.energy;

import java.util.Objects;

/**
 * Mean and variance of every coordinate under exp(-u(x)) / Z.
 *
 * @param mean length d
 * @param variance length d, positive; infinite where it does not exist
 */
public record Moments(double[] mean, double[] variance) {

  /** Checks the lengths. The arrays are the record's own from here on. */
  public Moments {
    Objects.requireNonNull(mean, "mean");
    if (mean.length != variance.length) {
      throw new IllegalArgumentException(
          "`variance` must have length d = " + mean.length + ", got " + variance.length);
    }
  }
}
