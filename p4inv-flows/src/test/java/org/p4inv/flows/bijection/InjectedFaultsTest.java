package org.p4inv.flows.bijection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.p4inv.flows.bijection.Faulty.Fault;
import org.p4inv.flows.check.Finding;
import org.p4inv.flows.check.SelfCheck;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;

/** The battery and the self-check see every fault, each by the check that is made for it. */
class InjectedFaultsTest {
  private static final BijectionContract BATTERY = new BuiltInBijectionsTest();

  private static BijectionCase faulty(Fault fault) {
    Bijection sound =
        Chain.of(
            new P4InvLinear(3, P4InvLinear.Start.REVERSAL),
            Couplings.affine(3, 1, Activation.TANH, 8),
            new ActNorm(3));
    return new BijectionCase(fault.name(), new Faulty(sound, fault), 70);
  }

  /** What the battery must refuse, for each fault. */
  private static Executable examination(Fault fault, BijectionCase c, Direction direction) {
    return switch (fault) {
      case NONE ->
          () -> {
            BATTERY.roundTripReturns(c, direction);
            BATTERY.logDetIsThatOfTheNumericalJacobian(c, direction);
            BATTERY.pullbackOfTheInputIsThatOfDifferences(c, direction);
            BATTERY.pullbackOfTheParametersIsThatOfDifferences(c, direction);
            BATTERY.pointsDoNotMix(c, direction);
          };
      case FLIPPED_LOG_DET, DROPPED_TERM, WRONG_JACOBIAN_FACTOR ->
          () -> BATTERY.logDetIsThatOfTheNumericalJacobian(c, direction);
      case LEAK -> () -> BATTERY.pointsDoNotMix(c, direction);
      case NOT_INVERSE -> () -> BATTERY.roundTripReturns(c, direction);
      case WRONG_INPUT_PULLBACK ->
          () -> BATTERY.pullbackOfTheInputIsThatOfDifferences(c, direction);
      case WRONG_PARAMETER_GRADIENT ->
          () -> BATTERY.pullbackOfTheParametersIsThatOfDifferences(c, direction);
    };
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void theBatterySeesIt(Fault fault) {
    BijectionCase c = faulty(fault);
    for (Direction direction : Direction.values()) {
      Executable examination = examination(fault, c, direction);
      if (fault == Fault.NONE) {
        assertDoesNotThrow(examination, fault + " " + direction);
      } else {
        assertThrows(AssertionError.class, examination, fault + " " + direction);
      }
    }
  }

  /** The checks whose findings fail; the gradient of the parameters is the battery's alone. */
  private static List<String> failingChecks(Fault fault) {
    return switch (fault) {
      case NONE, WRONG_PARAMETER_GRADIENT -> List.of();
      case FLIPPED_LOG_DET, DROPPED_TERM, WRONG_JACOBIAN_FACTOR ->
          List.of("log-det against the Jacobian, forward", "log-det against the Jacobian, inverse");
      case LEAK -> List.of("independence of points");
      case NOT_INVERSE -> List.of("round trip");
      case WRONG_INPUT_PULLBACK ->
          List.of("pullback to the input, forward", "pullback to the input, inverse");
    };
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void theSelfCheckSeesIt(Fault fault) {
    BijectionCase c = faulty(fault);
    SelfCheck report = SelfCheck.of(c.bijection(), c.weights(), new float[0], c.normalTile(71), 72);
    List<String> failed = report.failures().stream().map(Finding::check).toList();
    Stream<String> missing = failingChecks(fault).stream().filter(check -> !failed.contains(check));
    assertEquals(List.of(), missing.toList(), "not seen of " + fault + ":\n" + report);
    assertEquals(failingChecks(fault).isEmpty(), report.passed(), fault + ":\n" + report);
  }
}
