package org.p4inv.core.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.kernel.Philox;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** Addresses and bits of random streams; their distributions are in {@link DistributionTest}. */
class RandomStreamTest {
  private static final long SEED = 0x0123456789ABCDEFL;

  /** The number of {@link Domain#TARGET}; other numbers would change the bits of every result. */
  private static final int TARGET = 5;

  /** The known answers of the Random123 distribution, file kat_vectors, philox4x32 10. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000,00000000 00000000,6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff,ffffffff ffffffff,408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344,a4093822 299f31d0,d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void philoxHasItsKnownAnswers(String counter, String key, String answer) {
    int[] c = words(counter);
    int[] k = words(key);
    long[] out = new long[4];
    Philox.block(c[0], c[1], c[2], c[3], k[0], k[1], out, 0, 1);
    int[] words = Arrays.stream(out).mapToInt(word -> (int) word).toArray();
    assertArrayEquals(words(answer), words, () -> "counter " + counter + ", key " + key);
  }

  @Test
  void aStreamIsPhiloxOfItsAddress() {
    RandomStream stream = new RandomStream(SEED, Domain.START);
    long step = 0x00FEDCBA98765432L;
    stream.restart(Domain.TARGET, step, -5);
    long[] block = new long[4];
    for (int i = 0; i < 12; i++) {
      int high = (int) (step >>> 32) | TARGET << 24;
      Philox.block(i / 4, -5, (int) step, high, 0x89ABCDEF, 0x01234567, block, 0, 1);
      assertEquals((int) block[i % 4], stream.nextInt(), "word " + i);
    }
  }

  @Test
  void streamsOfOtherAddressesAreOthers() {
    Map<String, String> known = new HashMap<>();
    for (long seed : new long[] {0, 1, 1L << 32, -1}) {
      RandomStream stream = new RandomStream(seed, Domain.START);
      for (Domain domain : Domain.values()) {
        for (long step : new long[] {0, 1, 1L << 24, 1L << 32, (1L << 56) - 1}) {
          for (int index : new int[] {0, 1, -1}) {
            stream.restart(domain, step, index);
            String address = seed + ", " + domain + ", " + step + ", " + index;
            String words = stream.nextInt() + " " + stream.nextInt();
            String other = known.put(words, address);
            assertEquals(null, other, () -> address + " begins like " + other);
          }
        }
      }
    }
    assertEquals(4 * Domain.values().length * 5 * 3, known.size());
  }

  @Test
  void restartReproducesFromAnywhere() {
    RandomStream stream = new RandomStream(SEED, Domain.TRAINING);
    stream.restart(Domain.TRAINING, 17, 3);
    int[] expected = {stream.nextInt(), stream.nextInt(), stream.nextInt(), stream.nextInt()};
    for (int used = 0; used < 9; used++) {
      stream.restart(Domain.MERGE, 1, 1);
      for (int i = 0; i < used; i++) {
        stream.nextInt();
      }
      stream.restart(Domain.TRAINING, 17, 3);
      int[] again = {stream.nextInt(), stream.nextInt(), stream.nextInt(), stream.nextInt()};
      assertArrayEquals(expected, again, "after " + used + " words of another stream");
    }
    int[] fresh = new int[4];
    RandomStream other = new RandomStream(SEED, Domain.APPLICATION);
    other.restart(Domain.TRAINING, 17, 3);
    Arrays.setAll(fresh, i -> other.nextInt());
    assertArrayEquals(expected, fresh, "another object of the same seed");
  }

  @Test
  void restartTakesUpAnotherSeed() {
    RandomStream stream = new RandomStream(7, Domain.START);
    stream.nextInt();
    stream.restart(SEED, Domain.TRAINING, 17, 3);
    RandomStream expected = new RandomStream(SEED, Domain.START);
    expected.restart(Domain.TRAINING, 17, 3);
    for (int i = 0; i < 9; i++) {
      assertEquals(expected.nextInt(), stream.nextInt(), "word " + i);
    }
  }

  @Test
  void aNewStreamIsAtItsStart() {
    RandomStream restarted = new RandomStream(SEED, Domain.TARGET);
    restarted.restart(Domain.SAMPLING, 0, 0);
    assertEquals(restarted.nextInt(), new RandomStream(SEED, Domain.SAMPLING).nextInt());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 127, 128, 129, 301})
  void gaussianFillsWhatItIsAskedFor(int n) {
    int from = 5;
    float[] longer = new float[400];
    new RandomStream(SEED, Domain.SAMPLING).gaussian(longer, 0, 400);
    float[] out = new float[from + n + 3];
    Arrays.fill(out, 99f);
    new RandomStream(SEED, Domain.SAMPLING).gaussian(out, from, n);
    float[] expected = new float[out.length];
    Arrays.fill(expected, 99f);
    System.arraycopy(longer, 0, expected, from, n);
    Agreement.sameBits("n " + n, expected, out);
  }

  @Test
  void gaussianGoesOnWhereItStopped() {
    RandomStream stream = new RandomStream(SEED, Domain.SAMPLING);
    float[] first = new float[101];
    float[] second = new float[101];
    stream.gaussian(first, 0, 101);
    stream.gaussian(second, 0, 101);
    for (int i = 0; i < 101; i++) {
      assertTrue(first[i] != second[i], "number " + i + " came twice");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 56, Long.MIN_VALUE})
  void aStepHas56Bits(long step) {
    RandomStream stream = new RandomStream(SEED, Domain.START);
    int expected = new RandomStream(SEED, Domain.START).nextInt();
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> stream.restart(Domain.TARGET, step, 0));
    assertEquals("step must be in 0 to 2^56 - 1, got " + step, refused.getMessage());
    assertEquals(expected, stream.nextInt(), "a refused restart moves nothing");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aBoundIsPositive(int bound) {
    RandomStream stream = new RandomStream(SEED, Domain.START);
    assertThrows(IllegalArgumentException.class, () -> stream.nextInt(bound));
  }

  /** Without rejection a bound of 2^32 / 2.5 would favour its lower half by 3 to 2. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 1 << 30, 1_717_986_918, Integer.MAX_VALUE})
  void boundedIntegersAreUniform(int bound) {
    RandomStream stream = new RandomStream(SEED, Domain.APPLICATION);
    int cells = Math.min(bound, 10);
    int n = 100_000;
    int[] counts = new int[cells];
    for (int i = 0; i < n; i++) {
      int number = stream.nextInt(bound);
      assertTrue(number >= 0 && number < bound, () -> number + " of bound " + bound);
      counts[(int) ((long) number * cells / bound)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      double expected = (double) n / cells;
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    double limit = Tolerance.chiSquare(cells - 1);
    assertTrue(chiSquare <= limit, "bound " + bound + ": " + chiSquare + " above " + limit);
  }

  private static int[] words(String hexadecimal) {
    return Arrays.stream(hexadecimal.split(" "))
        .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
        .toArray();
  }

  /** All 24 orders of 4 numbers come equally often: deviation of a count sqrt(n p (1 - p)). */
  @Test
  void shufflesToEveryOrderAlike() {
    RandomStream stream = new RandomStream(SEED, Domain.ORDER);
    Map<String, Integer> counts = new HashMap<>();
    int n = 24_000;
    for (int i = 0; i < n; i++) {
      int[] values = {1, 2, 3, 4};
      stream.shuffle(values);
      counts.merge(Arrays.toString(values), 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    counts.forEach((order, count) -> assertEquals(1000, count, 5 * 31, order));
  }
}
