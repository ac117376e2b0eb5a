package org.p4inv.cli.freeenergy;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Errors of free energies over several trainings.
 *
 * @param error mean total error, in kT
 * @param errorDeviation root mean square deviation of the total errors from their mean
 * @param median of the total errors, which a single bad training does not move
 * @param bias mean bias
 * @param spread mean spread
 * @param errors total errors, in the order of the seeds
 */
public record FreeEnergyScore(
    double error,
    double errorDeviation,
    double median,
    double bias,
    double spread,
    List<Double> errors) {

  static FreeEnergyScore of(List<FreeEnergyError> errors) {
    double mean = mean(errors, FreeEnergyError::total);
    double variance = mean(errors, e -> (e.total() - mean) * (e.total() - mean));
    return new FreeEnergyScore(
        mean,
        Math.sqrt(variance),
        median(errors),
        mean(errors, FreeEnergyError::bias),
        mean(errors, FreeEnergyError::spread),
        errors.stream().map(FreeEnergyError::total).toList());
  }

  private static double mean(List<FreeEnergyError> errors, ToDoubleFunction<FreeEnergyError> of) {
    double sum = 0;
    for (FreeEnergyError error : errors) {
      sum += of.applyAsDouble(error);
    }
    return sum / errors.size();
  }

  private static double median(List<FreeEnergyError> errors) {
    double[] sorted = errors.stream().mapToDouble(FreeEnergyError::total).sorted().toArray();
    return 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
  }

  /** The variance of the mean error, not known (NaN) from one seed. */
  double meanVariance() {
    return errorDeviation * errorDeviation / (errors.size() - 1);
  }
}
