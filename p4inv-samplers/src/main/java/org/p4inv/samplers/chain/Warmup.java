package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * Tunes the moves of 64 chains from the chains themselves: the step size to the kernel's {@link
 * MarkovKernel#acceptanceGoal} and the scales to the standard deviations of the coordinates.
 *
 * <p>The moves fall into three phases, as in Stan. In the first (75 moves) and the last (50) the
 * step size alone is learned, from the mean acceptance over the 64 chains. Between them are windows
 * of 25, 50, 100, ... moves, the last one as long as is left: in each the points of all chains give
 * the scales that are used from its end on, and the search for the step size begins again. Fewer
 * than 150 moves are split 15 : 75 : 10, with one window; fewer than 20 learn the step size alone.
 * Kernels without a goal keep their step size. Source: Stan reference manual, HMC algorithm
 * parameters, Automatic parameter tuning.
 *
 * <p>Chains of other tiles have no part in it, so that tiles can run in any order.
 */
public final class Warmup {
  private static final int FIRST = 75;
  private static final int WINDOW = 25;
  private static final int LAST = 50;
  private static final int LEAST_FOR_SCALES = 20;

  private final ChainTile chains;
  private final boolean tunesStep;
  private final DualAveraging step;
  private final Scales scales;
  private final int moves;
  private final int scalesFrom;
  private final int scalesTo;
  private int window;
  private int windowEnd;
  private int done;

  /**
   * Makes a warm-up that begins with the tuning that the chains have.
   *
   * @param moves how many moves will be made, 0 or more
   */
  public Warmup(MarkovKernel kernel, ChainTile chains, int moves) {
    this.chains = chains;
    this.tunesStep = kernel.acceptanceGoal() > 0;
    this.step = new DualAveraging(kernel.acceptanceGoal(), chains.tuning().stepSize());
    this.scales = new Scales(chains.dimension());
    this.moves = moves;
    boolean all = moves >= FIRST + WINDOW + LAST;
    this.scalesFrom = moves < LEAST_FOR_SCALES ? moves : all ? FIRST : (int) (0.15 * moves);
    this.scalesTo = moves < LEAST_FOR_SCALES ? moves : moves - (all ? LAST : (int) (0.1 * moves));
    this.window = all ? WINDOW : scalesTo - scalesFrom;
    this.windowEnd = endOfWindow(scalesFrom);
  }

  /** A window takes over what would be left too short for the next one, twice as long. */
  private int endOfWindow(int from) {
    return from + window + 2 * window > scalesTo ? scalesTo : from + window;
  }

  /** Learns from the move that was just made, and sets the tuning of the next one. */
  public void learn() {
    done++;
    if (tunesStep) {
      learnStep();
    }
    if (done > scalesFrom && done <= scalesTo) {
      scales.learn(chains.x());
      if (done == windowEnd) {
        endWindow();
      }
    }
  }

  /** Chains that still stand at +infinity, whose waiting says nothing of steps, do not count. */
  private void learnStep() {
    double sum = 0;
    int counted = 0;
    for (int lane = 0; lane < LANES; lane++) {
      if (chains.energy()[lane] < Double.POSITIVE_INFINITY) {
        sum += chains.acceptance()[lane];
        counted++;
      }
    }
    if (counted > 0) {
      step.learn(sum / counted);
    }
    chains.tuning().stepSize(done == moves ? step.average() : step.stepSize());
  }

  private void endWindow() {
    scales.write(chains.tuning().scale());
    scales.restart();
    window *= 2;
    windowEnd = endOfWindow(windowEnd);
    if (tunesStep) {
      chains.tuning().stepSize(step.average());
      step.restart(step.average());
    }
  }
}
