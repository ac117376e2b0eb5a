package org.p4inv.samplers.boltzmann;

import java.util.Objects;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.temper.Ladder;

/**
 * How {@link AdaptiveTraining} samples and trains in turn; {@link #of} and the {@code with}
 * methods.
 *
 * @param kernel of the local moves
 * @param ladder of replica exchange; of one level for chains at the target alone
 * @param stepSize of the kernel at the target, positive; stepSize / sqrt(beta) at other levels
 * @param moves of the kernel between two jumps, at least 1
 * @param jumps in a round, at least 1: proposals of the flow at the target, each followed by the
 *     local moves of all levels and an exchange, after which the points of the target are recorded
 * @param steps of training in a round, at least 1
 * @param memory rounds whose points are trained on, the last among them, at least 1
 * @param reverseWeight of the reverse KL divergence beside the forward one, by the training step
 */
public record AdaptiveSettings(
    MarkovKernel kernel,
    Ladder ladder,
    double stepSize,
    int moves,
    int jumps,
    int steps,
    int memory,
    Schedule reverseWeight) {

  /** Checks the values that nothing else checks. */
  public AdaptiveSettings {
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(ladder, "ladder");
    Objects.requireNonNull(reverseWeight, "reverseWeight");
    requirePositive("moves", moves);
    requirePositive("jumps", jumps);
    requirePositive("steps", steps);
    requirePositive("memory", memory);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("`" + name + "` must be at least 1, got " + value);
    }
  }

  /**
   * Four times ten moves and a jump, then 20 steps on the last 10 rounds; forward KL and chains at
   * the target alone.
   */
  public static AdaptiveSettings of(MarkovKernel kernel, double stepSize) {
    return new AdaptiveSettings(
        kernel, Ladder.of(1), stepSize, 10, 4, 20, 10, Schedule.constant(0));
  }

  /** The same with replica exchange on a ladder. */
  public AdaptiveSettings withLadder(Ladder other) {
    return new AdaptiveSettings(
        kernel, other, stepSize, moves, jumps, steps, memory, reverseWeight);
  }

  /** The same with the reverse divergence at a weight. */
  public AdaptiveSettings withReverseWeight(Schedule weight) {
    return new AdaptiveSettings(kernel, ladder, stepSize, moves, jumps, steps, memory, weight);
  }

  /** The same with other numbers of moves, jumps, steps and rounds remembered. */
  public AdaptiveSettings withRound(int newMoves, int newJumps, int newSteps, int newMemory) {
    return new AdaptiveSettings(
        kernel, ladder, stepSize, newMoves, newJumps, newSteps, newMemory, reverseWeight);
  }
}
