package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;

/** A merge that is refused says why and leaves everything as it was, bit for bit. */
class RefusedMergeTest {
  private static final int D = 6;
  private static final int K = 2;
  private static final double ANY = Double.POSITIVE_INFINITY;

  /** A perturbation that must not be merged. */
  record Refusal(String name, Merge verdict, LogDetBounds bounds, Consumer<Case> spoil) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refusal> refusals() {
    return List.of(
        notFinite("NaN in U", test -> test.setU(3, Double.NaN)),
        notFinite("NaN in V", test -> test.setV(0, Double.NaN)),
        notFinite("infinity in U", test -> test.setU(K * D - 1, Double.POSITIVE_INFINITY)),
        notFinite("infinity in V", test -> test.setV(2, Double.NEGATIVE_INFINITY)),
        notFinite("infinity times zero", RefusedMergeTest::infiniteTimesZero),
        notFinite("singular", RefusedMergeTest::singular),
        notFinite("NaN in A^-1", test -> test.frozen[Case.FROZEN_AT + D * D + 4] = Double.NaN),
        notFinite("A^-T V overflows while U is 0", RefusedMergeTest::overflow),
        new Refusal(
            "change too large",
            Merge.REFUSED_CHANGE,
            new LogDetBounds(-ANY, 1, -ANY, ANY),
            test -> scaleIdentity(test, Math.exp(1.6))),
        new Refusal(
            "change too small",
            Merge.REFUSED_CHANGE,
            new LogDetBounds(-1, ANY, -ANY, ANY),
            test -> scaleIdentity(test, -Math.exp(-1.6))),
        new Refusal(
            "log|det| too large",
            Merge.REFUSED_LOG_DET,
            new LogDetBounds(-ANY, ANY, -9, -8),
            test -> scaleIdentity(test, 2)),
        new Refusal(
            "log|det| too small",
            Merge.REFUSED_LOG_DET,
            new LogDetBounds(-ANY, ANY, 8, 9),
            test -> scaleIdentity(test, 2)));
  }

  private static Refusal notFinite(String name, Consumer<Case> spoil) {
    return new Refusal(name, Merge.REFUSED_NOT_FINITE, LogDetBounds.NONE, spoil);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void stateAndParametersStay(Refusal refusal) {
    Case test = Case.perturbed(D, K, refusal.bounds);
    refusal.spoil.accept(test);
    float[] parameters = test.parameters.clone();
    double[] frozen = test.frozen.clone();
    test.perturbation.refresh();
    float[] inverse = test.perturbation.inverse().clone();
    double logDet = test.perturbation.logDet();
    assertEquals(refusal.verdict, test.perturbation.sane(), refusal::name);
    assertEquals(refusal.verdict, test.perturbation.merge(test.stream), refusal::name);
    assertFalse(refusal.verdict.merged(), refusal::name);
    Agreement.sameBits(refusal + ", parameters", parameters, test.parameters);
    Agreement.sameBits(refusal + ", frozen", frozen, test.frozen);
    Agreement.sameBits(refusal + ", A^-1", inverse, test.perturbation.inverse());
    assertEquals(logDet, test.perturbation.logDet(), refusal::name);
    assertEquals(0, test.perturbation.repairs(), refusal::name);
  }

  @Test
  void aRefusedPerturbationCanStillBeTrainedBack() {
    Case test = Case.perturbed(D, K, new LogDetBounds(-1, 1, -ANY, ANY));
    double sane = 0.01;
    scaleIdentity(test, 100);
    assertEquals(Merge.REFUSED_CHANGE, test.perturbation.merge(test.stream));
    test.perturb(sane);
    assertEquals(Merge.MERGED, test.perturbation.merge(test.stream));
  }

  @Test
  void slackIsHalfANat() {
    LogDetBounds bounds = new LogDetBounds(-1, 1, -2, 2);
    for (double change : new double[] {1.4, -1.4}) {
      Case test = Case.perturbed(D, K, bounds);
      scaleIdentity(test, Math.exp(change));
      assertEquals(Merge.MERGED, test.perturbation.merge(test.stream), "change " + change);
      scale(test, Math.exp(1.6 * Math.signum(change)));
      assertEquals(
          Merge.REFUSED_CHANGE, test.perturbation.merge(test.stream), "change 1.6, " + change);
      scale(test, Math.exp(Math.signum(change)));
      assertEquals(Merge.MERGED, test.perturbation.merge(test.stream), "total 2.4, " + change);
      scale(test, Math.exp(0.2 * Math.signum(change)));
      assertEquals(
          Merge.REFUSED_LOG_DET, test.perturbation.merge(test.stream), "total 2.6, " + change);
    }
  }

  /** The perturbation scales the first coordinate of a diagonal A. */
  private static void scale(Case test, double factor) {
    for (int i = 0; i < K * D; i++) {
      test.setU(i, 0);
      test.setV(i, 0);
    }
    test.setU(0, (factor - 1) * test.a()[0]);
    test.setV(0, 1);
    test.perturbation.prepare();
  }

  private static void identity(Case test) {
    test.perturbation.start(new int[] {0, 1, 2, 3, 4, 5}, test.stream);
  }

  private static void scaleIdentity(Case test, double factor) {
    identity(test);
    scale(test, factor);
  }

  private static void singular(Case test) {
    scaleIdentity(test, 0);
  }

  private static void overflow(Case test) {
    double[] tiny = new double[D * D];
    for (int i = 0; i < D; i++) {
      tiny[i * D + i] = 1e-300;
    }
    test.perturbation.start(tiny, test.stream);
    test.setV(1, 1e20);
  }

  private static void infiniteTimesZero(Case test) {
    identity(test);
    for (int i = 0; i < K * D; i++) {
      test.setV(i, 0);
    }
    test.setU(0, Double.POSITIVE_INFINITY);
  }
}
