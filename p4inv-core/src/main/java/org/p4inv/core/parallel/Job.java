package org.p4inv.core.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The parts of one run: workers take the next index until none is left. Reusable between runs. */
final class Job {
  private static final int SPINS = 2000;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private Workers.Part part;
  private int count;
  private Failure failure;
  private volatile Thread waiting;

  void start(int count, Workers.Part part) {
    this.part = part;
    this.count = count;
    this.failure = null;
    unfinished.set(count);
    next.set(0);
  }

  /** Runs parts until none is left to take. */
  void work(int worker) {
    for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
      try {
        part.run(index, worker);
      } catch (Throwable e) {
        fail(index, e);
      }
      if (unfinished.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  private synchronized void fail(int index, Throwable e) {
    failure = Failure.first(failure, index, e);
  }

  /** Waits until every part has ended, then throws what the first failing part threw. */
  void await() {
    waiting = Thread.currentThread();
    for (int spin = 0; spin < SPINS && unfinished.get() > 0; spin++) {
      Thread.onSpinWait();
    }
    while (unfinished.get() > 0) {
      LockSupport.park(this);
    }
    waiting = null;
    Failure found;
    synchronized (this) {
      found = failure;
    }
    Failure.rethrow(found);
  }
}
