package org.p4inv.cli.freeenergy;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code result.json} of the free energies, with snake_case names there.
 *
 * @param experiment {@code free-energy}
 * @param steps of each training
 * @param samples in each repetition
 * @param seed the first one
 * @param seeds how many
 * @param threads that trained
 * @param kernels what {@link org.p4inv.core.kernel.Kernels#describe} says
 * @param jdk version of the Java runtime
 * @param published what others reported
 * @param exact score of samples of the target itself
 * @param runs one for each flow
 * @param comparisons of what stands between couplings, in flows that are else alike
 */
public record FreeEnergyResult(
    String experiment,
    int steps,
    int samples,
    long seed,
    int seeds,
    int threads,
    String kernels,
    String jdk,
    List<Published> published,
    FreeEnergyScore exact,
    List<Run> runs,
    List<Comparison> comparisons) {

  /** Of ten trainings each: arXiv 2002.06707 and its notebooks, which name the adaptive ones. */
  public static final List<Published> PUBLISHED =
      List.of(
          new Published("exact samples", 0.297, 0.031),
          new Published("RealNVP", 1.153, 0.414),
          new Published("neural spline", 2.238, 0.467),
          new Published("RealNVP with Metropolis moves", 0.634, 0.105),
          new Published("RealNVP with adaptive Metropolis moves", 0.419, 0.045));

  /**
   * A published score.
   *
   * @param name of the flow
   * @param error mean total error, in kT
   * @param errorDeviation its deviation over trainings
   */
  public record Published(String name, double error, double errorDeviation) {}

  /**
   * A flow and how it scored.
   *
   * @param variant the flow
   * @param score its errors
   * @param seconds of training and sampling
   */
  public record Run(Variant variant, FreeEnergyScore score, double seconds) {}

  /**
   * Two flows that differ in what stands between their couplings.
   *
   * @param variant the one
   * @param against what the other has in place of its mixing
   * @param difference its mean error less that of the other, in kT
   * @param differenceError standard error of the difference, of trainings that are independent
   */
  public record Comparison(
      Variant variant, Variant.Mixing against, double difference, double differenceError) {}

  /** Compares every run with those before it that differ in their mixing alone. */
  public static List<Comparison> comparisons(List<Run> runs) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      for (Run other : runs.subList(0, i)) {
        Variant against = other.variant();
        if (run.variant().equals(against.with(run.variant().mixing()))) {
          comparisons.add(
              new Comparison(
                  run.variant(),
                  against.mixing(),
                  run.score().error() - other.score().error(),
                  Math.sqrt(run.score().meanVariance() + other.score().meanVariance())));
        }
      }
    }
    return comparisons;
  }
}
