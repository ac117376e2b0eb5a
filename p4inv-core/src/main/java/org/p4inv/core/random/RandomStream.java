package org.p4inv.core.random;

import org.p4inv.core.kernel.Kernels;

/**
 * A stream of random numbers, one of 2^96 that a seed holds, addressed by (domain, step, index).
 *
 * <p>The generator is Philox4x32-10, a counter-based one: block i of a stream is a keyed function
 * of (i, index, step, domain), so any stream can be started anywhere without drawing what comes
 * before. Work that is split by tile draws from the stream of its tile and gives the same numbers
 * on any number of threads. Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy
 * as 1, 2, 3, SC 2011.
 *
 * <p>A stream is for one thread at a time; {@link #restart} moves it elsewhere and allocates
 * nothing.
 */
public final class RandomStream {
  private static final Kernels K = Kernels.active();
  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final int WORDS = 4;
  private static final int CHUNK = 64;

  private int key0;
  private int key1;
  private final int[] words = new int[WORDS];
  private final float[] radius = new float[CHUNK];
  private final float[] angle = new float[CHUNK];
  private final float[] cosine = new float[CHUNK];
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
    this.used = WORDS;
  }

  /** The next 32 random bits. */
  public int nextInt() {
    if (used == WORDS) {
      philox(block++, index, stepLow, stepHighAndDomain, key0, key1, words);
      used = 0;
    }
    return words[used++];
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

  /** A uniform double in (0, 1), one of 2^53 midpoints: never 0, never 1. */
  public double nextDouble() {
    long high = nextInt() & 0xFFFFFFFFL;
    long low = nextInt() & 0xFFFFFFFFL;
    return (((high << 32 | low) >>> 11) + 0.5) * 0x1p-53;
  }

  /**
   * Fills {@code out[from ... from + n)} with independent standard normal numbers.
   *
   * <p>Box-Muller in float: 32 bits give the radius (|x| up to 6.66), 24 bits the angle. Source:
   * Box and Muller, A note on the generation of random normal deviates, 1958.
   */
  public void gaussian(float[] out, int from, int n) {
    int done = 0;
    while (done < n) {
      fillPolar();
      int pairs = Math.min(CHUNK, (n - done + 1) / 2);
      for (int i = 0; i < pairs; i++) {
        out[from + done++] = radius[i] * cosine[i];
        if (done < n) {
          out[from + done++] = radius[i] * angle[i];
        }
      }
    }
  }

  /** Leaves sqrt(-2 ln u) in radius, and cosine and sine of 2 pi times a uniform number. */
  private void fillPolar() {
    for (int i = 0; i < CHUNK; i++) {
      radius[i] = ((nextInt() & 0xFFFFFFFFL) + 1L) * 0x1p-32f;
      angle[i] = (nextInt() >>> 8) * 0x1p-24f;
    }
    K.log(radius, 0, radius, 0, CHUNK);
    for (int i = 0; i < CHUNK; i++) {
      radius[i] = -2f * radius[i];
    }
    K.sqrt(radius, 0, radius, 0, CHUNK);
    K.cosTurns(angle, 0, cosine, 0, CHUNK);
    K.sinTurns(angle, 0, angle, 0, CHUNK);
  }

  /** One block: ten rounds on the counter (c0, c1, c2, c3) with the key (k0, k1). */
  static void philox(int c0, int c1, int c2, int c3, int k0, int k1, int[] out) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }
}
