package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.plane.MuellerBrown;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

/**
 * Error bars are as long as errors: 400 repetitions with known truth, each giving (value - exact) /
 * error. These have spread 1 if the error bar is right; the spread of 400 normal numbers is known
 * to 0.035, so 0.85 to 1.15 is 4 standard errors. Their mean is 0 but for the bias of the
 * estimators, which is of the order of the error over the root of n: 0.25 is 5 standard errors of
 * the mean.
 */
@Tag("once")
class ErrorBarTest {
  private static final int REPEATS = 400;
  private static final Energy WELL = new DoubleWell(-0.5, -6, 1);

  /** Lighter tails than {@link #WELL}, and other weights of the wells. */
  private static final Energy LIGHT = new DoubleWell(-0.2, -6.6, 1.15);

  @Test
  void logZFromAGaussianProposal() {
    double exact = WELL.truth().logZ().getAsDouble();
    check(exact, seed -> ImportanceWeights.of(gaussian(seed).logWeights).logZ());
  }

  @Test
  void freeEnergyDifferenceFromAGaussianProposal() {
    check(
        logRatio(WELL),
        seed -> {
          Weighted w = gaussian(seed);
          ImportanceWeights weights = ImportanceWeights.of(w.logWeights);
          return FreeEnergyDifference.of(weights, w.states(WELL), 1, 0).logRatio();
        });
  }

  @Test
  void observableFromAGaussianProposal() {
    double exact = meanOfSquare();
    check(
        exact,
        seed -> {
          Weighted w = gaussian(seed);
          return ImportanceWeights.of(w.logWeights).mean(w.first(x -> x * x));
        });
  }

  /** An observable that is negative and positive, of nearly constant weights. */
  @Test
  void signOfAStateFromSamplesOfTheTarget() {
    double p = Math.exp(WELL.truth().states().get().logProbability(1).getAsDouble());
    check(
        2 * p - 1,
        seed -> {
          Weighted w = Weighted.fromTarget(WELL, LIGHT, 500, seed);
          return ImportanceWeights.of(new double[500]).mean(w.first(Math::signum));
        });
  }

  @Test
  void freeEnergyDifferenceFromSamplesOfTheTarget() {
    check(
        logRatio(WELL),
        seed -> {
          Weighted w = Weighted.fromTarget(WELL, LIGHT, 1_000, seed);
          ImportanceWeights equal = ImportanceWeights.of(new double[1_000]);
          return FreeEnergyDifference.of(equal, w.states(WELL), 1, 0).logRatio();
        });
  }

  @Test
  void freeEnergyDifferenceOnTheMuellerBrownSurface() {
    Energy surface = new MuellerBrown(20);
    Energy warmer = new MuellerBrown(30);
    check(
        logRatio(surface),
        seed -> {
          Weighted w = Weighted.fromProposal(surface, warmer, 1_000, seed);
          ImportanceWeights weights = ImportanceWeights.of(w.logWeights);
          return FreeEnergyDifference.of(weights, w.states(surface), 1, 0).logRatio();
        });
  }

  @Test
  void logZForward() {
    double exact = WELL.truth().logZ().getAsDouble();
    check(
        exact,
        seed -> ForwardWeights.of(Weighted.fromTarget(WELL, LIGHT, 2_000, seed).logWeights).logZ());
  }

  @Test
  void logZInTenDimensions() {
    Energy target = new IsotropicGaussian(10, 0.1, 1);
    Energy proposal = new IsotropicGaussian(10, 0, 1.15);
    check(
        target.truth().logZ().getAsDouble(),
        seed ->
            ImportanceWeights.of(Weighted.fromProposal(target, proposal, 1_000, seed).logWeights)
                .logZ());
  }

  private static Weighted gaussian(long seed) {
    return Weighted.fromGaussian(WELL, 1.8, 1.2, 2_000, seed);
  }

  private static double logRatio(Energy energy) {
    return energy.truth().states().get().logProbability(1).getAsDouble()
        - energy.truth().states().get().logProbability(0).getAsDouble();
  }

  /** E[x1^2] of the double well, by the trapezoidal rule. */
  private static double meanOfSquare() {
    double z = 0;
    double squares = 0;
    for (double x = -5; x <= 5; x += 1e-3) {
      double density = Math.exp(0.5 * x + 6 * x * x - x * x * x * x);
      z += density;
      squares += x * x * density;
    }
    return squares / z;
  }

  /** Repeats an experiment with seeds of its own, and holds its errors against its error bars. */
  static void check(double exact, LongFunction<Estimate> experiment) {
    double sum = 0;
    double squares = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      Estimate estimate = experiment.apply(1_000 + repeat);
      double z = (estimate.value() - exact) / estimate.error();
      sum += z;
      squares += z * z;
    }
    double mean = sum / REPEATS;
    double spread = Math.sqrt((squares - REPEATS * mean * mean) / (REPEATS - 1));
    assertTrue(spread > 0.85 && spread < 1.15, "spread of z is " + spread);
    assertTrue(Math.abs(mean) < 0.25, "mean of z is " + mean);
  }
}
