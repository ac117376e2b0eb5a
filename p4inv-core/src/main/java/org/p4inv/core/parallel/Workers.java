package org.p4inv.core.parallel;

import java.util.concurrent.Executor;

/**
 * Runs the independent parts of a job, on the calling thread and, where there are more workers, on
 * others beside it.
 *
 * <p>Which worker runs which part is not fixed; a job whose parts write to different places, and
 * which joins them in the order of their index, gives the same result with any workers. {@link
 * #run} returns when all parts have ended. Two jobs at once are safe: the second runs on its own
 * thread alone.
 */
public interface Workers extends AutoCloseable {

  /** One part of a job. */
  @FunctionalInterface
  interface Part {
    /**
     * Does the part.
     *
     * @param index 0 to count - 1, each once
     * @param worker 0 to size - 1; no two parts run at once with the same one, so it can index
     *     scratch memory
     */
    void run(int index, int worker);
  }

  /** The number of workers, the calling thread included. */
  int size();

  /**
   * Runs the parts 0 to count - 1 and waits for all. Allocates nothing, unless the workers come
   * from an executor.
   *
   * @throws RuntimeException what the part with the lowest failing index threw, after all have
   *     ended
   */
  void run(int count, Part part);

  /** Ends the threads that these workers own; a supplied executor is left alone. */
  @Override
  void close();

  /** The calling thread alone. */
  static Workers serial() {
    return new SerialWorkers();
  }

  /** The calling thread and {@code size - 1} daemon threads, which sleep between jobs. */
  static Workers ofThreads(int size) {
    requireSize(size);
    return size == 1 ? serial() : new ThreadWorkers(size);
  }

  /**
   * The calling thread and up to {@code size - 1} threads of the host's executor. The executor may
   * be busy, or of any size: what it does not take up the calling thread does.
   */
  static Workers on(Executor executor, int size) {
    requireSize(size);
    return size == 1 ? serial() : new ExecutorWorkers(executor, size);
  }

  private static void requireSize(int size) {
    if (size < 1 || size > 1024) {
      throw new IllegalArgumentException("size must be in 1 to 1024, got " + size);
    }
  }
}
