package org.p4inv.samplers.energy.space;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.p4inv.samplers.energy.States;

/**
 * All combinations of the two states of n independent pairs. Bit i of a number is the state of pair
 * i; names tell the pairs in order: {@code right-left} is state 1 of two pairs.
 */
final class ManyWellStates implements States {
  private final int pairs;
  private final States pair;
  private final List<String> names;

  ManyWellStates(int pairs, States pair) {
    this.pairs = pairs;
    this.pair = pair;
    this.names = IntStream.range(0, 1 << pairs).mapToObj(this::nameOf).toList();
  }

  private String nameOf(int state) {
    List<String> parts =
        IntStream.range(0, pairs).mapToObj(i -> pair.names().get(state >> i & 1)).toList();
    return String.join("-", parts);
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public int stateOf(float[] points, int offset, int stride) {
    int state = 0;
    for (int i = 0; i < pairs; i++) {
      int side = pair.stateOf(points, offset + 2 * i * stride, stride);
      if (side == NONE) {
        return NONE;
      }
      state |= side << i;
    }
    return state;
  }

  @Override
  public OptionalDouble logProbability(int state) {
    Objects.checkIndex(state, 1 << pairs);
    double sum = 0;
    for (int i = 0; i < pairs; i++) {
      sum += pair.logProbability(state >> i & 1).orElseThrow();
    }
    return OptionalDouble.of(sum);
  }
}
