package org.p4inv.core.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.parallel.Crew.Kind;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;

/**
 * The examination that workers of every {@link Crew} take. The time limit is no measurement: it
 * ends a build that would otherwise hang.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
  private static final int RUNS = 4000;
  private static final int[] COUNTS = {0, 1, 2, 3, 7, 64, 1000};

  static List<Kind> kinds() {
    return Crew.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyIndexComesOnce(Kind kind) {
    try (Crew crew = kind.start().get()) {
      for (int round = 0; round < 70; round++) {
        int count = COUNTS[round % COUNTS.length];
        AtomicIntegerArray runs = new AtomicIntegerArray(count);
        crew.workers.run(count, (index, worker) -> runs.incrementAndGet(index));
        for (int index = 0; index < count; index++) {
          assertEquals(1, runs.get(index), kind + ", index " + index + " of " + count);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aWorkerDoesOnePartAtATime(Kind kind) {
    try (Crew crew = kind.start().get()) {
      int size = crew.workers.size();
      AtomicIntegerArray busy = new AtomicIntegerArray(size);
      for (int run = 0; run < 100; run++) {
        crew.workers.run(
            20,
            (index, worker) -> {
              assertEquals(1, busy.incrementAndGet(worker), kind + ", worker " + worker);
              Thread.onSpinWait();
              busy.decrementAndGet(worker);
            });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatPartsWriteIsThereWhenRunReturns(Kind kind) {
    try (Crew crew = kind.start().get()) {
      long[] written = new long[5];
      for (int run = 1; run <= RUNS; run++) {
        int value = run;
        crew.workers.run(5, (index, worker) -> written[index] += value);
      }
      for (int index = 0; index < 5; index++) {
        assertEquals(RUNS * (RUNS + 1) / 2, written[index], kind + ", index " + index);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theLowestFailureIsThrownAfterAllHaveEnded(Kind kind) {
    try (Crew crew = kind.start().get()) {
      for (int round = 0; round < 40; round++) {
        AtomicInteger ended = new AtomicInteger();
        RuntimeException thrown =
            assertThrows(
                IllegalStateException.class,
                () ->
                    crew.workers.run(
                        40,
                        (index, worker) -> {
                          ended.incrementAndGet();
                          if (index % 9 == 4) {
                            throw new IllegalStateException("part " + index);
                          }
                        }));
        assertEquals("part 4", thrown.getMessage(), kind::name);
        assertEquals(40, ended.get(), kind + ": all parts run, failures or not");
      }
      AtomicInteger after = new AtomicInteger();
      crew.workers.run(3, (index, worker) -> after.incrementAndGet());
      assertEquals(3, after.get(), kind + ": workers survive a failure");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void errorsAreThrownAsTheyAre(Kind kind) {
    try (Crew crew = kind.start().get()) {
      Error error = new AssertionError("part 1");
      Error thrown =
          assertThrows(
              Error.class,
              () ->
                  crew.workers.run(
                      3,
                      (index, worker) -> {
                        if (index == 1) {
                          throw error;
                        }
                      }));
      assertSame(error, thrown, kind::name);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCheckedExceptionInDisguiseEndsTheRunToo(Kind kind) {
    try (Crew crew = kind.start().get()) {
      Exception checked = new Exception("part 2");
      AtomicInteger ended = new AtomicInteger();
      Exception thrown =
          assertThrows(
              Exception.class,
              () ->
                  crew.workers.run(
                      9,
                      (index, worker) -> {
                        ended.incrementAndGet();
                        if (index == 2) {
                          WorkersTest.<RuntimeException>disguise(checked);
                        }
                      }));
      assertSame(checked, thrown, kind::name);
      assertEquals(9, ended.get(), kind::name);
    }
  }

  /** Throws what a host in Scala or Kotlin may throw from a lambda. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Exception> void disguise(Exception e) throws T {
    throw (T) e;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRunWithinARunEnds(Kind kind) {
    try (Crew crew = kind.start().get()) {
      AtomicInteger runs = new AtomicInteger();
      crew.workers.run(
          6, (index, worker) -> crew.workers.run(7, (inner, other) -> runs.incrementAndGet()));
      assertEquals(42, runs.get(), kind::name);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anInterruptedCallerIsServedAndStaysInterrupted(Kind kind) {
    try (Crew crew = kind.start().get()) {
      AtomicInteger runs = new AtomicInteger();
      Thread.currentThread().interrupt();
      crew.workers.run(50, (index, worker) -> runs.incrementAndGet());
      assertTrue(Thread.interrupted(), kind + ": the interrupt must be left to the host");
      assertEquals(50, runs.get(), kind::name);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aReductionInTheOrderOfTheIndexHasTheSameBits(Kind kind) {
    float[] numbers = Numbers.floats(new Random(8), 100 * 64);
    float[] expected = {reduce(Workers.serial(), numbers)};
    try (Crew crew = kind.start().get()) {
      for (int run = 0; run < 50; run++) {
        float[] actual = {reduce(crew.workers, numbers)};
        Agreement.sameBits(kind + ", run " + run, expected, actual);
      }
    }
  }

  private static float reduce(Workers workers, float[] numbers) {
    float[] sums = new float[100];
    workers.run(
        100,
        (index, worker) -> {
          for (int i = 0; i < 64; i++) {
            sums[index] += numbers[index * 64 + i];
          }
        });
    float sum = 0;
    for (float part : sums) {
      sum += part;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void theSizeHasBounds(int size) {
    String expected = "size must be in 1 to 1024, got " + size;
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> Workers.ofThreads(size)).getMessage());
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> Workers.on(Runnable::run, size))
            .getMessage());
  }

  @Test
  void sizeCountsTheCallingThread() {
    assertEquals(1, Workers.serial().size());
    try (Workers workers = Workers.ofThreads(3)) {
      assertEquals(3, workers.size());
    }
    assertEquals(4, Workers.on(Runnable::run, 4).size());
  }
}
