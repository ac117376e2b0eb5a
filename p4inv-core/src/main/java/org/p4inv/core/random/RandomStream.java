package org.p4inv.core.random;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Philox;

/**
 * A stream of random numbers, one of 2^96 that a seed holds, addressed by (domain, step, index).
 *
 * <p>The generator is counter-based, see {@link Philox}: block i of a stream is a keyed function of
 * (i, index, step, domain), so any stream can be started anywhere without drawing what comes
 * before. Work that is split by tile draws from the stream of its tile and gives the same numbers
 * on any number of threads.
 *
 * <p>A stream is for one thread at a time; {@link #restart} moves it elsewhere and allocates
 * nothing.
 */
public final class RandomStream {
  private static final Kernels K = Kernels.active();
  private static final int PAIRS = 64;

  private int key0;
  private int key1;
  private final long[] words = new long[Philox.WORDS * Philox.BLOCKS];
  private final float[] radius = new float[PAIRS];
  private final float[] angle = new float[PAIRS];
  private final float[] cosine = new float[PAIRS];
  private int block;
  private int used;
  private int index;
  private int stepLow;
  private int stepHighAndDomain;

  /** The stream (domain, 0, 0) of a seed. */
  public RandomStream(long seed, Domain domain) {
    restart(seed, domain, 0, 0);
  }

  /** Goes to the start of a stream of another seed. */
  public void restart(long seed, Domain domain, long step, int index) {
    key0 = (int) seed;
    key1 = (int) (seed >>> 32);
    restart(domain, step, index);
  }

  /**
   * Goes to the start of another stream of the same seed.
   *
   * @param step 0 to 2^56 - 1
   * @param index a tile, a layer, a repetition
   */
  public void restart(Domain domain, long step, int index) {
    if (step < 0 || step >>> 56 != 0) {
      throw new IllegalArgumentException("step must be in 0 to 2^56 - 1, got " + step);
    }
    this.index = index;
    this.stepLow = (int) step;
    this.stepHighAndDomain = (int) (step >>> 32) | domain.number << 24;
    this.block = 0;
    this.used = Philox.WORDS;
  }

  /** The next 32 random bits. */
  public int nextInt() {
    if (used == Philox.WORDS) {
      Philox.block(block++, index, stepLow, stepHighAndDomain, key0, key1, words, 0, 1);
      used = 0;
    }
    return (int) words[used++];
  }

  /** A uniform integer in 0 to bound - 1, without bias. */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    long range = 1L << 32;
    long limit = range - range % bound;
    long bits = nextInt() & 0xFFFFFFFFL;
    while (bits >= limit) {
      bits = nextInt() & 0xFFFFFFFFL;
    }
    return (int) (bits % bound);
  }

  /**
   * Brings the numbers of {@code values} into an order drawn uniformly from all orders. Source:
   * Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7, 1964.
   */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** A uniform double in (0, 1), one of 2^53 midpoints: never 0, never 1. */
  public double nextDouble() {
    long high = nextInt() & 0xFFFFFFFFL;
    long low = nextInt() & 0xFFFFFFFFL;
    return (((high << 32 | low) >>> 11) + 0.5) * 0x1p-53;
  }

  /**
   * Fills {@code out[from ... from + n)} with independent standard normal numbers, from whole
   * blocks of the generator: what is left of a block that has been begun is passed over.
   *
   * <p>Box-Muller in float: 32 bits give the radius (|x| up to 6.66), 24 bits the angle. Source:
   * Box and Muller, A note on the generation of random normal deviates, 1958.
   */
  public void gaussian(float[] out, int from, int n) {
    used = Philox.WORDS;
    for (int done = 0; done < n; done += 2 * PAIRS) {
      fillPolar();
      int at = from + done;
      int cosines = Math.min(PAIRS, n - done);
      for (int i = 0; i < cosines; i++) {
        out[at + i] = radius[i] * cosine[i];
      }
      int sines = Math.min(PAIRS, n - done - cosines);
      for (int i = 0; i < sines; i++) {
        out[at + PAIRS + i] = radius[i] * angle[i];
      }
    }
  }

  /** Leaves sqrt(-2 ln u) in radius, and cosine and sine of 2 pi times a uniform number. */
  private void fillPolar() {
    K.uniform(block, index, stepLow, stepHighAndDomain, key0, key1, radius, angle, words);
    block += Philox.BLOCKS;
    K.log(radius, 0, radius, 0, PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      radius[i] = -2f * radius[i];
    }
    K.sqrt(radius, 0, radius, 0, PAIRS);
    K.cosTurns(angle, 0, cosine, 0, PAIRS);
    K.sinTurns(angle, 0, angle, 0, PAIRS);
  }
}
