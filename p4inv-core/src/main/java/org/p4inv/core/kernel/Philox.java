package org.p4inv.core.kernel;

/**
 * The generator Philox4x32-10: a block of four random words is a keyed function of a counter of
 * four words. Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3,
 * SC 2011.
 */
public final class Philox {
  /** Words of a block. */
  public static final int WORDS = 4;

  /** Blocks that {@link Kernels#uniform} computes at a time. */
  public static final int BLOCKS = 32;

  /** The bits of one word in a long. */
  public static final long WORD = 0xFFFFFFFFL;

  public static final int ROUNDS = 10;
  public static final int MULTIPLIER_0 = 0xD2511F53;
  public static final int MULTIPLIER_1 = 0xCD9E8D57;
  public static final int WEYL_0 = 0x9E3779B9;
  public static final int WEYL_1 = 0xBB67AE85;

  private Philox() {}

  /**
   * One block: ten rounds on the counter (c0, c1, c2, c3) with the key (k0, k1).
   *
   * @param words word i is written to {@code words[at + i * stride]}, as a number of 0 to 2^32 - 1
   */
  public static void block(
      int c0, int c1, int c2, int c3, int k0, int k1, long[] words, int at, int stride) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (MULTIPLIER_0 & WORD) * (c0 & WORD);
      long product1 = (MULTIPLIER_1 & WORD) * (c2 & WORD);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[at] = c0 & WORD;
    words[at + stride] = c1 & WORD;
    words[at + 2 * stride] = c2 & WORD;
    words[at + 3 * stride] = c3 & WORD;
  }

  /** {@link Kernels#uniform}, block by block. */
  static void uniform(
      int c0, int c1, int c2, int c3, int k0, int k1, float[] radius, float[] angle, long[] words) {
    for (int i = 0; i < BLOCKS; i++) {
      block(c0 + i, c1, c2, c3, k0, k1, words, i, BLOCKS);
      int to = 2 * i % BLOCKS + 2 * i / BLOCKS;
      for (int half = 0; half < 2; half++) {
        radius[half * BLOCKS + to] = (words[2 * half * BLOCKS + i] + 1) * 0x1p-32f;
        angle[half * BLOCKS + to] = (words[(2 * half + 1) * BLOCKS + i] >>> 8) * 0x1p-24f;
      }
    }
  }
}
