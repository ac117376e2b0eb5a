package org.p4inv.flows.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Weights;

/**
 * What a bijection with its present numbers was found to be: invertible there and back, its log-det
 * that of its Jacobian, its pullback its gradient, its points independent, its tracked inverses
 * without drift.
 *
 * <p>Meant for the start of a service and for people who write a layer. It needs 8 d + 30 maps of a
 * tile for dimension d up to 128, and leaves out the Jacobian above. A deviation is measured and
 * stands beside its limit; the limits are those of float arithmetic with a condition of up to 10^4,
 * so that a sound but badly conditioned flow may fail the round trip: then the number says how
 * badly.
 *
 * @param findings one for each check, in the order in which they were made
 */
public record SelfCheck(List<Finding> findings) {

  /** Makes the list unmodifiable. */
  public SelfCheck {
    findings = List.copyOf(findings);
  }

  /**
   * Examines a bijection at 64 points.
   *
   * @param context tile of its context; empty where it has none. Not modified.
   * @param z tile of points in base space, such as the base draws. Not modified.
   * @param seed of the random directions
   */
  public static SelfCheck of(
      Bijection bijection, Weights weights, float[] context, float[] z, long seed) {
    Subject subject = Subject.of(bijection, weights, context, z);
    RandomStream random = new RandomStream(seed, Domain.EVALUATION);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(RoundTrip.check(subject));
    findings.addAll(JacobianLogDet.check(subject));
    findings.addAll(InputPullback.check(subject, random));
    findings.addAll(Independence.check(subject));
    findings.addAll(Drift.check(subject));
    return new SelfCheck(findings);
  }

  /** Whether no check failed. */
  public boolean passed() {
    return failures().isEmpty();
  }

  /** The findings of the checks that failed. */
  public List<Finding> failures() {
    return findings.stream().filter(f -> f.verdict() == Finding.Verdict.FAILED).toList();
  }

  /** A line for each finding. */
  @Override
  public String toString() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }
}
