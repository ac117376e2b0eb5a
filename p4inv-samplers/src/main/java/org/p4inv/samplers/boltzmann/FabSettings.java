package org.p4inv.samplers.boltzmann;

import java.util.Objects;
import org.p4inv.samplers.chain.MarkovKernel;

/**
 * How {@link FabTraining} fills its buffer; {@link #of} and the {@code with} methods.
 *
 * @param kernel that moves points between the levels of annealing
 * @param stepSize of the kernel, positive
 * @param levels of annealing, at least 1: the last is the target, the others are between
 * @param moves of the kernel at each level, at least 1
 * @param particles that are annealed at a time, rounded up to whole tiles of 64
 * @param every so many training steps the flow as it is then is annealed from, at least 1
 * @param capacity points that the buffer keeps
 */
public record FabSettings(
    MarkovKernel kernel,
    double stepSize,
    int levels,
    int moves,
    int particles,
    int every,
    int capacity) {

  /** Checks the values that nothing else checks. */
  public FabSettings {
    Objects.requireNonNull(kernel, "kernel");
    if (moves < 1) {
      throw new IllegalArgumentException("`moves` must be at least 1, got " + moves);
    }
    if (every < 1) {
      throw new IllegalArgumentException("`every` must be at least 1, got " + every);
    }
  }

  /** Four levels of one move, 1024 particles every 10 steps, a buffer of 20 such rounds. */
  public static FabSettings of(MarkovKernel kernel, double stepSize) {
    return new FabSettings(kernel, stepSize, 4, 1, 1024, 10, 20 * 1024);
  }

  /** The same with other numbers of levels and moves. */
  public FabSettings withPath(int newLevels, int newMoves) {
    return new FabSettings(kernel, stepSize, newLevels, newMoves, particles, every, capacity);
  }

  /** The same with another number of particles, each so many steps, and another buffer. */
  public FabSettings withBuffer(int newParticles, int newEvery, int newCapacity) {
    return new FabSettings(kernel, stepSize, levels, moves, newParticles, newEvery, newCapacity);
  }
}
