package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

@Tag("once")
class ForwardWeightsTest {
  private static final double MISSED = Double.POSITIVE_INFINITY;

  /** Weights 1, 2 and 4 times e^-900: sum 7, sum of inverses 7/4. */
  @Test
  void byHand() {
    double[] logWeights = {-900, -900 + Math.log(2), -900 + Math.log(4)};
    ForwardWeights weights = ForwardWeights.of(logWeights);
    assertEquals(3, weights.count());
    assertEquals(9 / (7 * 1.75), weights.forwardEss(), 1e-12);
    assertEquals(-900 - Math.log(1.75 / 3), weights.logZ().value(), 1e-12);
    double mean = 1.75 / 3;
    double variance = (1 + 0.25 + 0.0625 - 3 * mean * mean) / 2;
    assertEquals(Math.sqrt(variance / 3) / mean, weights.logZ().error(), 1e-12);
  }

  @Test
  void equalWeights() {
    ForwardWeights weights = ForwardWeights.of(new double[] {7, 7, 7});
    assertEquals(1, weights.forwardEss(), 1e-15);
    assertEquals(7, weights.logZ().value(), 1e-15);
    assertEquals(0, weights.logZ().error());
  }

  /** No density of the proposal at a target sample: no ESS, and log Z goes on. */
  @Test
  void missedSamplesAreLegal() {
    ForwardWeights weights = ForwardWeights.of(new double[] {0, MISSED, 0, MISSED});
    assertEquals(0, weights.setAside());
    assertEquals(0, weights.forwardEss());
    assertEquals(Math.log(2), weights.logZ().value(), 1e-15);
  }

  @Test
  void brokenWeightsAreSetAside() {
    double[] broken = {0, Double.NaN, 0, Double.NEGATIVE_INFINITY};
    ForwardWeights weights = ForwardWeights.of(broken);
    assertEquals(2, weights.setAside());
    assertEquals(4, weights.count());
    assertEquals(0.5, weights.forwardEss(), 1e-15);
    assertEquals(Math.log(2), weights.logZ().value(), 1e-15);
  }

  @Test
  void nothingIsDeterminedWithoutWeights() {
    for (double[] none : new double[][] {{MISSED, MISSED}, {Double.NaN}}) {
      ForwardWeights weights = ForwardWeights.of(none);
      assertEquals(0, weights.forwardEss());
      assertEquals(Double.POSITIVE_INFINITY, weights.logZ().value());
      assertFalse(weights.logZ().determined());
    }
    assertFalse(ForwardWeights.of(new double[] {1}).logZ().determined());
  }

  /** Forward and reverse are of the same number, sqrt(2 s^2 - 1) / s^2 for these Gaussians. */
  @Test
  void essOfTwoGaussians() {
    double s = 1.2;
    Energy target = new IsotropicGaussian(1, 0, 1);
    Weighted w = Weighted.fromTarget(target, new IsotropicGaussian(1, 0, s), 100_000, 4);
    double exact = Math.sqrt(2 * s * s - 1) / (s * s);
    assertEquals(exact, ForwardWeights.of(w.logWeights).forwardEss(), 0.01);
  }

  /** A proposal that sits in one well: its own samples see nothing, those of the target do. */
  @Test
  void aLostModeShowsInTheForwardEssOnly() {
    Energy target = new DoubleWell(0, -4, 1);
    Energy collapsed = new DoubleWell(-12, -4, 1);
    Weighted own = Weighted.fromProposal(target, collapsed, 20_000, 6);
    Weighted targets = Weighted.fromTarget(target, collapsed, 20_000, 6);
    ImportanceWeights reverse = ImportanceWeights.of(own.logWeights);
    ForwardWeights forward = ForwardWeights.of(targets.logWeights);
    assertTrue(forward.forwardEss() < 1e-6, "forward ESS " + forward.forwardEss());
    assertTrue(reverse.reverseEss() > 1e3 * forward.forwardEss(), "" + reverse.reverseEss());
  }

  @Test
  void badArguments() {
    assertMessage(
        "`logWeights` must have length at least 1, got 0", () -> ForwardWeights.of(new double[0]));
  }
}
