package org.p4inv.core.parallel;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Workers on the threads of the host; each run is a {@link Job} of its own, late helpers find it
 * done.
 */
final class ExecutorWorkers implements Workers {
  private final Executor executor;
  private final int size;

  ExecutorWorkers(Executor executor, int size) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void run(int count, Part part) {
    Job job = new Job();
    job.start(count, part);
    try {
      for (int worker = 1; worker < Math.min(size, count); worker++) {
        int id = worker;
        executor.execute(() -> job.work(id));
      }
    } catch (RejectedExecutionException e) {
      // A full or closed executor takes nothing; the calling thread does what is left.
    }
    job.work(0);
    job.await();
  }

  @Override
  public void close() {}
}
