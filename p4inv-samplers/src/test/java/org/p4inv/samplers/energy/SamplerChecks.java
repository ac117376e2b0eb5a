package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** The part of the battery for the exact sampler of a truth. */
public final class SamplerChecks {
  private static final long SEED = 2_020;
  private static final int COORDINATES = 6;

  private final String label;
  private final Energy energy;
  private final ExactSampler sampler;
  private final int d;

  SamplerChecks(String label, Energy energy, ExactSampler sampler) {
    this.label = label;
    this.energy = energy;
    this.sampler = sampler;
    this.d = energy.dimension();
  }

  /** Exact samples, as many as two million floats hold, 100,000 at most. */
  public static float[] draw(ExactSampler sampler, int d, long seed) {
    float[] points = new float[Math.max(1_000, Math.min(100_000, 2_000_000 / d)) * d];
    sampler.sample(new RandomStream(seed, Domain.TARGET), points, points.length / d);
    return points;
  }

  void reproducible() {
    float[] first = new float[100 * d];
    float[] second = new float[100 * d];
    float[] other = new float[100 * d];
    sampler.sample(new RandomStream(SEED, Domain.TARGET), first, 100);
    sampler.sample(new RandomStream(SEED, Domain.TARGET), second, 100);
    sampler.sample(new RandomStream(SEED + 1, Domain.TARGET), other, 100);
    assertArrayEquals(first, second, () -> label + " with the same seed");
    assertFalse(Arrays.equals(first, other), () -> label + " with another seed");
  }

  void rows() {
    float[] points = new float[40 * d];
    Arrays.fill(points, 1234);
    RandomStream random = new RandomStream(SEED, Domain.TARGET);
    sampler.sample(random, points, 7, 0);
    for (float value : points) {
      assertEquals(1234, value, () -> label + " without rows to write");
    }
    sampler.sample(random, points, 7, 21);
    for (int i = 0; i < points.length; i++) {
      boolean inside = i >= 7 * d && i < 28 * d;
      assertEquals(inside, points[i] != 1234, label + " at " + i);
      assertTrue(Float.isFinite(points[i]), label + " at " + i);
    }
    assertThrows(IllegalArgumentException.class, () -> sampler.sample(random, points, 20, 21));
    assertThrows(IllegalArgumentException.class, () -> sampler.sample(random, points, -1, 2));
    assertThrows(IllegalArgumentException.class, () -> sampler.sample(random, points, 0, -1));
  }

  /**
   * Partial integration gives E[f du/dx_k] = E[df/dx_k] for every f that does not grow too fast.
   * With f = 1, x_j, x_j^2 and cos(x_j): moments of the sample against the shape of the density, in
   * any dimension.
   */
  void identities() {
    float[] points = draw(sampler, d, SEED);
    int n = points.length / d;
    float[] gradients = new float[points.length];
    TestPoints.energies(energy, points, n, gradients);
    for (int j = 0; j < Math.min(d, COORDINATES); j++) {
      for (int k = 0; k < Math.min(d, COORDINATES); k++) {
        int same = j == k ? 1 : 0;
        ZScore[] scores = {new ZScore(), new ZScore(), new ZScore(), new ZScore()};
        for (int i = 0; i < n; i++) {
          double x = points[i * d + j];
          double slope = gradients[i * d + k];
          scores[0].add(slope);
          scores[1].add(x * slope - same);
          scores[2].add(x * x * slope - same * 2 * x);
          scores[3].add(Math.cos(x) * slope + same * Math.sin(x));
        }
        for (int f = 0; f < scores.length; f++) {
          double z = scores[f].value();
          String what = label + ": function " + f + " of x_" + j + " with du/dx_" + k;
          assertTrue(Math.abs(z) < 4.5, what + " is " + z + " standard errors off, seed " + SEED);
        }
      }
    }
  }

  void states() {
    if (energy.truth().states().isEmpty()) {
      return;
    }
    States states = energy.truth().states().get();
    float[] points = draw(sampler, d, SEED + 1);
    int n = points.length / d;
    int[] counts = new int[states.names().size()];
    for (int i = 0; i < n; i++) {
      int state = states.stateOf(points, i * d, 1);
      if (state != States.NONE) {
        counts[state]++;
      }
    }
    for (int state = 0; state < counts.length; state++) {
      OptionalDouble logP = states.logProbability(state);
      if (logP.isPresent()) {
        double p = Math.exp(logP.getAsDouble());
        double error = Math.sqrt(n * p * Math.max(0, 1 - p));
        String what = label + " visits to " + states.names().get(state) + ", seed " + (SEED + 1);
        assertEquals(n * p, counts[state], 4 * error + 1e-6 * n, what);
      }
    }
  }

  /** H = E[u] + ln Z. */
  void entropy() {
    Truth truth = energy.truth();
    double expected = truth.entropy().orElseThrow() - truth.logZ().orElseThrow();
    float[] points = draw(sampler, d, SEED + 2);
    ZScore score = new ZScore();
    for (double u :
        TestPoints.energies(energy, points, points.length / d, new float[points.length])) {
      score.add(u - expected);
    }
    double z = score.value();
    assertTrue(Math.abs(z) < 4.5, label + " entropy is " + z + " standard errors off");
  }

  void moments() {
    Moments moments = energy.truth().moments().orElseThrow();
    float[] points = draw(sampler, d, SEED + 3);
    for (int j = 0; j < d; j++) {
      double m = moments.mean()[j];
      double v = moments.variance()[j];
      ZScore mean = new ZScore();
      ZScore variance = new ZScore();
      for (int i = j; i < points.length; i += d) {
        mean.add(points[i] - m);
        variance.add((points[i] - m) * (points[i] - m) - v);
      }
      // A coordinate of hundreds: 5 instead of 4.5 keeps the chance of a false alarm below 0.1 %.
      double most = d > 16 ? 5 : 4.5;
      String what = label + ", coordinate " + j;
      assertTrue(Math.abs(mean.value()) < most, what + ", mean off by " + mean.value());
      if (v < Double.POSITIVE_INFINITY) {
        assertTrue(
            Math.abs(variance.value()) < most, what + ", variance off by " + variance.value());
      }
    }
  }
}
