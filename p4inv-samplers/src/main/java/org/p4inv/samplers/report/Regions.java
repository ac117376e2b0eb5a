package org.p4inv.samplers.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.States;

/**
 * The regions whose masses a report compares: the states of the target; where it names none but has
 * two modes or more, the points nearest to each mode; else none.
 */
final class Regions {
  private final Optional<States> states;
  private final double[][] modes;
  private final List<String> names;

  private Regions(Optional<States> states, double[][] modes, List<String> names) {
    this.states = states;
    this.modes = modes;
    this.names = names;
  }

  static Regions of(Energy energy) {
    Optional<States> states = energy.truth().states();
    if (states.isPresent()) {
      return new Regions(states, new double[0][], states.get().names());
    }
    double[][] modes = energy.truth().modes().toArray(double[][]::new);
    int count = modes.length < 2 ? 0 : modes.length;
    return new Regions(
        states, modes, IntStream.range(0, count).mapToObj(k -> "mode " + (k + 1)).toList());
  }

  List<String> names() {
    return names;
  }

  int count() {
    return names.size();
  }

  /** The exact masses; empty where one of them is not known. */
  Optional<double[]> truth() {
    if (states.isEmpty()) {
      return Optional.empty();
    }
    double[] truth = new double[count()];
    for (int k = 0; k < truth.length; k++) {
      OptionalDouble log = states.get().logProbability(k);
      if (log.isEmpty()) {
        return Optional.empty();
      }
      truth[k] = StrictMath.exp(log.getAsDouble());
    }
    return Optional.of(truth);
  }

  /** The share of the points' weights in each region; NaN where all are zero. */
  double[] masses(Points points) {
    double[] masses = new double[count()];
    int d = points.dimension();
    for (int i = 0; i < points.count() && count() > 0; i++) {
      int region =
          states.isPresent()
              ? states.get().stateOf(points.rows(), i * d, 1)
              : nearest(points.rows(), i * d);
      if (region != States.NONE) {
        masses[region] += points.weights()[i];
      }
    }
    double total = points.totalWeight();
    for (int k = 0; k < masses.length; k++) {
      masses[k] /= total;
    }
    return masses;
  }

  private int nearest(float[] rows, int offset) {
    int nearest = States.NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < modes.length; k++) {
      double squares = 0;
      for (int j = 0; j < modes[k].length; j++) {
        double away = rows[offset + j] - modes[k][j];
        squares += away * away;
      }
      if (squares < least) {
        least = squares;
        nearest = k;
      }
    }
    return nearest;
  }
}
