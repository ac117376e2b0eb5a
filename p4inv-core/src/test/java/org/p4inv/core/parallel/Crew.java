package org.p4inv.core.parallel;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Workers of every kind, on threads of their own and on friendly and unfriendly executors. */
final class Crew implements AutoCloseable {
  final Workers workers;
  private final Runnable end;

  private Crew(Workers workers, Runnable end) {
    this.workers = workers;
    this.end = end;
  }

  /** A kind of workers by its name. */
  record Kind(String name, Supplier<Crew> start) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Kind> kinds() {
    return List.of(
        new Kind("serial", () -> of(Workers.serial())),
        new Kind("1 thread", () -> of(Workers.ofThreads(1))),
        new Kind("2 threads", () -> of(Workers.ofThreads(2))),
        new Kind("3 threads", () -> of(Workers.ofThreads(3))),
        new Kind("4 threads", () -> of(Workers.ofThreads(4))),
        new Kind("1 on an executor", () -> on(Executors.newFixedThreadPool(1), 1)),
        new Kind("3 on a fitting executor", () -> on(Executors.newFixedThreadPool(2), 3)),
        new Kind("4 on a small executor", () -> on(Executors.newFixedThreadPool(1), 4)),
        new Kind("4 on a saturated executor", Crew::onSaturated),
        new Kind("3 on a rejecting executor", () -> on(Crew::reject)),
        new Kind("3 on the calling thread", () -> on(Runnable::run)));
  }

  private static Crew of(Workers workers) {
    return new Crew(workers, () -> {});
  }

  private static Crew on(Executor executor) {
    return of(Workers.on(executor, 3));
  }

  private static Crew on(ExecutorService executor, int size) {
    return new Crew(Workers.on(executor, size), executor::shutdown);
  }

  /** The only thread of the executor is busy until the crew is dismissed. */
  private static Crew onSaturated() {
    ExecutorService executor = Executors.newFixedThreadPool(1);
    CountDownLatch dismissed = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            dismissed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return new Crew(
        Workers.on(executor, 4),
        () -> {
          dismissed.countDown();
          executor.shutdown();
        });
  }

  private static void reject(Runnable task) {
    throw new RejectedExecutionException("full: " + task);
  }

  @Override
  public void close() {
    workers.close();
    end.run();
  }
}
