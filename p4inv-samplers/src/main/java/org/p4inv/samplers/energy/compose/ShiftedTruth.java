package org.p4inv.samplers.energy.compose;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.math.Pool;

/** The truth of a density that has been moved. */
record ShiftedTruth(Truth base, float[] by) implements Truth {
  @Override
  public OptionalDouble logZ() {
    return base.logZ();
  }

  @Override
  public OptionalDouble entropy() {
    return base.entropy();
  }

  @Override
  public Optional<Moments> moments() {
    return base.moments().map(m -> new Moments(moved(m.mean()), m.variance()));
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return base.sampler()
        .map(
            sampler ->
                (random, points, first, n) -> {
                  sampler.sample(random, points, first, n);
                  for (int i = first * by.length; i < (first + n) * by.length; i++) {
                    points[i] += by[i % by.length];
                  }
                });
  }

  @Override
  public List<double[]> modes() {
    return base.modes().stream().map(this::moved).toList();
  }

  @Override
  public Optional<States> states() {
    return base.states().map(states -> new MovedStates(states, by));
  }

  private double[] moved(double[] x) {
    double[] moved = x.clone();
    for (int j = 0; j < by.length; j++) {
      moved[j] += by[j];
    }
    return moved;
  }

  private static final class MovedStates implements States {
    private final States base;
    private final float[] by;
    private final Pool<float[]> pool;

    MovedStates(States base, float[] by) {
      this.base = base;
      this.by = by;
      this.pool = new Pool<>(() -> new float[by.length]);
    }

    @Override
    public List<String> names() {
      return base.names();
    }

    @Override
    public int stateOf(float[] points, int offset, int stride) {
      float[] moved = pool.take();
      try {
        for (int j = 0; j < by.length; j++) {
          moved[j] = points[offset + j * stride] - by[j];
        }
        return base.stateOf(moved, 0, 1);
      } finally {
        pool.give(moved);
      }
    }

    @Override
    public OptionalDouble logProbability(int state) {
      return base.logProbability(state);
    }
  }
}
