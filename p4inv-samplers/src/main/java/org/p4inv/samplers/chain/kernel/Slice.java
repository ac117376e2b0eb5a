package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.energy.Energy;

/**
 * Slice sampling of one coordinate after the other, with stepping out and shrinkage; a move renews
 * each coordinate once. It needs no gradient and rejects nothing.
 *
 * <p>A level u(x) - ln r, r uniform, defines the slice, all y of at most that energy. An interval
 * of width w = step-size s_j is laid around x_j at random and its ends are moved out by w until
 * they have left the slice, by 16 widths together at most, which a random number deals out to the
 * two sides. Then points are drawn from the interval until one is in the slice; each that is not
 * becomes the end of the interval on its side. Level and interval lead from x to y with the
 * probability of leading back, so the uniform distribution on the slice is invariant, and with it
 * the target.
 *
 * <p>The 64 chains need different numbers of energies. Each goes through its coordinates at its own
 * pace, and one evaluation of the tile serves each chain at whatever stage it is; so a move costs
 * the evaluations of the slowest, about 5 d to 10 d. Source: Neal, Slice sampling, 2003, figures 3
 * and 5.
 */
public final class Slice implements MarkovKernel {
  private static final int WIDTHS = 16;

  // Stages of a chain.
  private static final int LEFT = 0;
  private static final int RIGHT = 1;
  private static final int INSIDE = 2;
  private static final int DONE = 3;

  // What is known of each chain, arrays of 64.
  private static final int ENERGY = 0;
  private static final int STAGE = 1;
  private static final int COORDINATE = 2;
  private static final int LEVEL = 3;
  private static final int LEFT_END = 4;
  private static final int RIGHT_END = 5;
  private static final int LEFT_WIDTHS = 6;
  private static final int RIGHT_WIDTHS = 7;
  private static final int CANDIDATE = 8;

  /** Slice sampling. */
  public Slice() {}

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public int tiles() {
    return 2;
  }

  @Override
  public int lanes() {
    return 9;
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    float[] y = chains.tile(0);
    float[] gradient = chains.tile(1);
    Arrays.fill(chains.acceptance(), 1);
    System.arraycopy(chains.x(), 0, y, 0, y.length);
    for (int lane = 0; lane < LANES; lane++) {
      begin(chains, lane, 0, random.nextDouble(), random.nextDouble());
    }
    boolean moving = true;
    while (moving) {
      chains.evaluate(target, y, chains.lane(ENERGY), gradient);
      moving = false;
      for (int lane = 0; lane < LANES; lane++) {
        // Two numbers a lane whatever happens, so that lanes do not depend on each other.
        double first = random.nextDouble();
        double second = random.nextDouble();
        advance(chains, lane, first, second);
        moving |= stage(chains, lane) != DONE;
      }
    }
  }

  /** Goes on with what the energy at the candidate tells. */
  private static void advance(ChainTile chains, int lane, double first, double second) {
    boolean inSlice = chains.lane(ENERGY)[lane] <= chains.lane(LEVEL)[lane];
    boolean stepsOut = inSlice && chains.lane(LEVEL)[lane] < Double.POSITIVE_INFINITY;
    switch (stage(chains, lane)) {
      case LEFT -> stepOut(chains, lane, stepsOut, LEFT_WIDTHS, LEFT_END, -1, first);
      case RIGHT -> stepOut(chains, lane, stepsOut, RIGHT_WIDTHS, RIGHT_END, 1, first);
      case INSIDE -> {
        if (inSlice) {
          chains.take(lane, chains.tile(0), chains.lane(ENERGY)[lane], chains.tile(1));
          begin(chains, lane, coordinate(chains, lane) + 1, first, second);
        } else {
          boolean onLeft = chains.lane(CANDIDATE)[lane] < here(chains, lane);
          chains.lane(onLeft ? LEFT_END : RIGHT_END)[lane] = chains.lane(CANDIDATE)[lane];
          draw(chains, lane, first);
        }
      }
      default -> {}
    }
  }

  /** Lays the interval of coordinate j; after the last one the chain is done. */
  private static void begin(ChainTile chains, int lane, int j, double first, double second) {
    if (j == chains.dimension()) {
      chains.lane(STAGE)[lane] = DONE;
      return;
    }
    chains.lane(COORDINATE)[lane] = j;
    chains.lane(LEVEL)[lane] = chains.energy()[lane] - StrictMath.log(first);
    double place = WIDTHS * second;
    int leftWidths = (int) place;
    double left = here(chains, lane) - width(chains, lane) * (place - leftWidths);
    chains.lane(LEFT_END)[lane] = left;
    chains.lane(RIGHT_END)[lane] = left + width(chains, lane);
    chains.lane(LEFT_WIDTHS)[lane] = leftWidths;
    chains.lane(RIGHT_WIDTHS)[lane] = WIDTHS - 1 - leftWidths;
    lookOut(chains, lane, LEFT, 0);
  }

  /** Moves an end that is in the slice out by a width, and looks at where it is to be next. */
  private static void stepOut(
      ChainTile chains, int lane, boolean stepsOut, int widths, int end, int sign, double number) {
    if (stepsOut) {
      chains.lane(end)[lane] += sign * width(chains, lane);
      chains.lane(widths)[lane]--;
    } else {
      chains.lane(widths)[lane] = 0;
    }
    lookOut(chains, lane, stage(chains, lane), number);
  }

  /** The first stage from {@code stage} on that needs an energy, and where it needs it. */
  private static void lookOut(ChainTile chains, int lane, int stage, double number) {
    if (stage == LEFT && chains.lane(LEFT_WIDTHS)[lane] > 0) {
      chains.lane(STAGE)[lane] = LEFT;
      look(chains, lane, chains.lane(LEFT_END)[lane]);
    } else if (chains.lane(RIGHT_WIDTHS)[lane] > 0) {
      chains.lane(STAGE)[lane] = RIGHT;
      look(chains, lane, chains.lane(RIGHT_END)[lane]);
    } else {
      chains.lane(STAGE)[lane] = INSIDE;
      draw(chains, lane, number);
    }
  }

  /** Draws a candidate from the interval. */
  private static void draw(ChainTile chains, int lane, double number) {
    double left = chains.lane(LEFT_END)[lane];
    look(chains, lane, left + number * (chains.lane(RIGHT_END)[lane] - left));
  }

  private static void look(ChainTile chains, int lane, double at) {
    float rounded = (float) at;
    chains.lane(CANDIDATE)[lane] = rounded;
    chains.tile(0)[coordinate(chains, lane) * LANES + lane] = rounded;
  }

  private static int stage(ChainTile chains, int lane) {
    return (int) chains.lane(STAGE)[lane];
  }

  private static int coordinate(ChainTile chains, int lane) {
    return (int) chains.lane(COORDINATE)[lane];
  }

  /** Where the chain stands in the coordinate that is renewed. */
  private static double here(ChainTile chains, int lane) {
    return chains.x()[coordinate(chains, lane) * LANES + lane];
  }

  private static double width(ChainTile chains, int lane) {
    Tuning tuning = chains.tuning();
    return tuning.stepSize() * tuning.scale()[coordinate(chains, lane)];
  }
}
