package org.p4inv.samplers.energy.space;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;
import org.p4inv.samplers.energy.plane.DoubleWell;

/**
 * What is known of a many-well: n times what is known of its pair. Logarithms and entropies of
 * independent pairs add up; minima and states are all combinations; and as the coordinates of a
 * pair are neighbours, n points of 2 coordinates in rows are one point of 2 n.
 */
final class ManyWellTruth implements Truth {
  private static final int MOST_PAIRS_LISTED = 12;
  private static final int MOST_PAIRS_NAMED = 4;

  private final int pairs;
  private final double a;
  private final double b;
  private final double c;
  private final Truth pair;

  ManyWellTruth(int pairs, double a, double b, double c) {
    this.pairs = pairs;
    this.a = a;
    this.b = b;
    this.c = c;
    this.pair = new DoubleWell(a, b, c).truth();
  }

  @Override
  public OptionalDouble logZ() {
    return times(pair.logZ());
  }

  @Override
  public OptionalDouble entropy() {
    return times(pair.entropy());
  }

  private OptionalDouble times(OptionalDouble one) {
    return one.isPresent() ? OptionalDouble.of(pairs * one.getAsDouble()) : one;
  }

  @Override
  public Optional<Moments> moments() {
    return pair.moments().map(one -> new Moments(repeat(one.mean()), repeat(one.variance())));
  }

  private double[] repeat(double[] one) {
    double[] all = new double[2 * pairs];
    for (int j = 0; j < all.length; j++) {
      all[j] = one[j % 2];
    }
    return all;
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return pair.sampler()
        .map(
            one ->
                (random, points, first, n) -> {
                  Rows.check(points, 2 * pairs, first, n);
                  one.sample(random, points, first * pairs, n * pairs);
                });
  }

  /** In the order of the energies as they are computed at the positions rounded to float. */
  @Override
  public List<double[]> modes() {
    List<double[]> wells = pair.modes();
    if (pairs > MOST_PAIRS_LISTED && wells.size() > 1) {
      return List.of();
    }
    int count = wells.size() == 1 ? 1 : 1 << pairs;
    List<double[]> modes = new ArrayList<>(count);
    for (int choice = 0; choice < count; choice++) {
      double[] mode = new double[2 * pairs];
      for (int i = 0; i < pairs; i++) {
        mode[2 * i] = wells.get(choice >> i & 1)[0];
      }
      modes.add(mode);
    }
    modes.sort(Comparator.comparingDouble(this::energy));
    return modes;
  }

  private double energy(double[] mode) {
    double sum = 0;
    for (int j = 0; j < mode.length; j += 2) {
      sum += ManyWell.along(a, b, c, (float) mode[j]);
    }
    return sum;
  }

  @Override
  public Optional<States> states() {
    return pairs > MOST_PAIRS_NAMED
        ? Optional.empty()
        : Optional.of(new ManyWellStates(pairs, pair.states().orElseThrow()));
  }

  /** The states of one pair as states of the whole. */
  States wells(int which) {
    States one = pair.states().orElseThrow();
    return new States() {
      @Override
      public List<String> names() {
        return one.names();
      }

      @Override
      public int stateOf(float[] points, int offset, int stride) {
        return one.stateOf(points, offset + 2 * which * stride, stride);
      }

      @Override
      public OptionalDouble logProbability(int state) {
        return one.logProbability(state);
      }
    };
  }
}
