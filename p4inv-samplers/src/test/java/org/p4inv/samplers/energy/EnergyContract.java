package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The battery: the one examination that every {@link Energy} takes, a third party's too.
 *
 * <pre>{@code
 * class MyEnergyTest {
 *   @TestFactory
 *   DynamicContainer battery() {
 *     return EnergyContract.examine("my energy", Energies.create("my-energy"), 2.0);
 *   }
 * }
 * }</pre>
 *
 * <p>What is checked: the gradient against central differences; that u is never NaN and never
 * -infinity, far out too; that lanes do not depend on each other, nor results on what the arrays
 * held before, nor on other threads; that nothing is allocated in the steady state. Of the truth,
 * what there is of it: that modes are minima; that states answer consistently; that the exact
 * sampler obeys the identities E[f du/dx] = E[df/dx], visits the states with their probabilities,
 * has the entropy and the moments and, in one and two dimensions, fills the cells of a grid as
 * exp(-u) says; and in these dimensions log Z.
 *
 * <p>Everything is seeded. Statistical checks fail beyond 4.5 standard errors, state frequencies
 * beyond 4.
 */
public final class EnergyContract {
  private EnergyContract() {}

  /**
   * The tests of one energy, for a {@code @TestFactory}.
   *
   * @param label what to call it in the report
   * @param spread the length scale of the region that matters around the origin: test points are
   *     drawn from a normal distribution of this standard deviation, and from the exact sampler
   *     where there is one
   */
  public static DynamicContainer examine(String label, Energy energy, double spread) {
    return examine(label, energy, spread, false);
  }

  /**
   * The same for an energy whose density jumps to zero at edges: without the identities, which do
   * not hold then, and without the sum over a grid for log Z, which is not sharp; and u may be flat
   * inside.
   */
  public static DynamicContainer examineWithEdges(String label, Energy energy, double spread) {
    return examine(label, energy, spread, true);
  }

  /**
   * The same for an energy that is not computed in double from the coordinates, but by way of
   * numbers in float, as those of flows: its gradient is compared as far as these allow.
   */
  public static DynamicContainer examineInFloat(String label, Energy energy, double spread) {
    EnergyChecks checks = new EnergyChecks(label, energy, spread, false);
    return examine(checks, checks::gradientInFloat, label, energy, spread, false);
  }

  private static DynamicContainer examine(
      String label, Energy energy, double spread, boolean edges) {
    EnergyChecks checks = new EnergyChecks(label, energy, spread, edges);
    return examine(checks, checks::gradient, label, energy, spread, edges);
  }

  private static DynamicContainer examine(
      EnergyChecks checks,
      Executable gradient,
      String label,
      Energy energy,
      double spread,
      boolean edges) {
    Stream<DynamicTest> tests =
        Stream.of(
            dynamicTest("tells what it is", checks::description),
            dynamicTest("gradient against central differences", gradient),
            dynamicTest("is never NaN and never -infinity", checks::neverNaN),
            dynamicTest("lanes are independent", checks::lanes),
            dynamicTest("outputs are overwritten, inputs are not", checks::overwrites),
            dynamicTest("allocates nothing", checks::allocation),
            dynamicTest("gives the same bits in many threads", checks::threads));
    return dynamicContainer(label, Stream.concat(tests, truth(label, energy, spread, edges)));
  }

  private static Stream<DynamicTest> truth(
      String label, Energy energy, double spread, boolean edges) {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    Truth truth = energy.truth();
    if (!truth.modes().isEmpty()) {
      tests.add(dynamicTest("modes are minima", new ModeChecks(label, energy, spread)::minima));
    }
    truth
        .states()
        .ifPresent(
            states -> {
              StateChecks checks = new StateChecks(label, energy, spread, states);
              tests.add(dynamicTest("states answer consistently", checks::consistent));
              tests.add(dynamicTest("probabilities of states", checks::probabilities));
            });
    truth
        .sampler()
        .ifPresent(
            sampler -> {
              SamplerChecks checks = new SamplerChecks(label, energy, sampler);
              tests.add(dynamicTest("exact sampler is reproducible", checks::reproducible));
              tests.add(dynamicTest("exact sampler writes its rows", checks::rows));
              if (!edges) {
                tests.add(
                    dynamicTest("exact sampler obeys Stein's identities", checks::identities));
              }
              tests.add(dynamicTest("exact sampler visits the states", checks::states));
              if (truth.entropy().isPresent()) {
                tests.add(dynamicTest("exact sampler has the entropy", checks::entropy));
              }
              if (truth.moments().isPresent()) {
                tests.add(dynamicTest("exact sampler has the moments", checks::moments));
              }
              if (energy.dimension() <= 2) {
                GridChecks grid = new GridChecks(label, energy, sampler);
                if (!edges) {
                  tests.add(dynamicTest("log Z against a grid", grid::logZ));
                }
                tests.add(dynamicTest("exact sampler fills a grid", grid::cells));
              }
            });
    return tests.build();
  }
}
