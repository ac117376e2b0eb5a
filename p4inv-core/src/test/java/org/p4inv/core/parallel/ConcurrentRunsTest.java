package org.p4inv.core.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workers that more than one thread of the host uses, and workers that are closed. The time limit
 * is no measurement: it ends a build that would otherwise hang.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentRunsTest {

  @Test
  void aSecondRunDoesNotWaitForTheFirst() throws InterruptedException, ExecutionException {
    try (Workers workers = Workers.ofThreads(3)) {
      CountDownLatch firstIsRunning = new CountDownLatch(1);
      CountDownLatch secondIsDone = new CountDownLatch(1);
      AtomicInteger parts = new AtomicInteger();
      ExecutorService host = Executors.newSingleThreadExecutor();
      Future<?> first =
          host.submit(
              () ->
                  workers.run(
                      9,
                      (index, worker) -> {
                        firstIsRunning.countDown();
                        await(secondIsDone);
                        parts.incrementAndGet();
                      }));
      await(firstIsRunning);
      workers.run(7, (index, worker) -> parts.incrementAndGet());
      assertEquals(7, parts.get(), "the second run is complete, the first is not");
      secondIsDone.countDown();
      first.get();
      assertEquals(16, parts.get(), "both runs are complete");
      host.shutdown();
    }
  }

  @Test
  void runOfThreadsWaitsForTheSlowest() {
    try (Workers workers = Workers.ofThreads(2)) {
      waitsForTheSlowest(workers);
    }
  }

  @Test
  void runOnAnExecutorWaitsForTheSlowest() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    waitsForTheSlowest(Workers.on(executor, 2));
    executor.shutdown();
  }

  /** The part of the other thread ends after the calling thread has gone to sleep, or returned. */
  private static void waitsForTheSlowest(Workers workers) {
    Thread caller = Thread.currentThread();
    AtomicInteger in = new AtomicInteger();
    AtomicBoolean returned = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    workers.run(
        2,
        (index, worker) -> {
          in.incrementAndGet();
          while (in.get() < 2) {
            Thread.onSpinWait();
          }
          if (Thread.currentThread() != caller) {
            while (caller.getState() != Thread.State.WAITING && !returned.get()) {
              Thread.onSpinWait();
            }
            ended.set(true);
          }
        });
    returned.set(true);
    assertTrue(ended.get(), "run returned while a part was running");
  }

  @Test
  void manyRunsFromManyThreadsAreAllComplete() throws InterruptedException, ExecutionException {
    int threads = 3;
    int runs = 3000;
    try (Workers workers = Workers.ofThreads(2)) {
      ExecutorService host = Executors.newFixedThreadPool(threads);
      AtomicInteger parts = new AtomicInteger();
      Future<?>[] jobs = new Future<?>[threads];
      for (int t = 0; t < threads; t++) {
        jobs[t] =
            host.submit(
                () -> {
                  for (int run = 0; run < runs; run++) {
                    workers.run(4, (index, worker) -> parts.incrementAndGet());
                  }
                });
      }
      for (Future<?> job : jobs) {
        job.get();
      }
      assertEquals(threads * runs * 4, parts.get());
      host.shutdown();
    }
  }

  @Test
  void aSingleThreadedExecutorCanCallFromInside() throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Workers workers = Workers.on(executor, 3);
    AtomicInteger parts = new AtomicInteger();
    executor.submit(() -> workers.run(25, (index, worker) -> parts.incrementAndGet())).get();
    assertEquals(25, parts.get());
    executor.shutdown();
  }

  @Test
  void closingLeavesASuppliedExecutorAlone() throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Workers.on(executor, 2).close();
    assertEquals("alive", executor.submit(() -> "alive").get());
    executor.shutdown();
  }

  @Test
  void closedThreadsTakeNoJob() {
    Workers workers = Workers.ofThreads(2);
    workers.run(2, (index, worker) -> {});
    workers.close();
    workers.close();
    AtomicInteger parts = new AtomicInteger();
    Exception refused =
        assertThrows(
            IllegalStateException.class,
            () -> workers.run(2, (index, worker) -> parts.incrementAndGet()));
    assertEquals("workers must be open to run a job, they were closed", refused.getMessage());
    assertEquals(0, parts.get());
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Workers workers = Workers.ofThreads(2);
    Thread[] helper = new Thread[1];
    CountDownLatch helperIsIn = new CountDownLatch(1);
    workers.run(
        2,
        (index, worker) -> {
          if (worker == 1) {
            helper[0] = Thread.currentThread();
            helperIsIn.countDown();
          }
          await(helperIsIn);
        });
    workers.close();
    helper[0].join();
    assertEquals(Thread.State.TERMINATED, helper[0].getState());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
