package org.p4inv.core.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Workers on threads of their own. A run is announced by a new epoch; every helper answers each
 * epoch, and the run ends when all have answered, so that one {@link Job} serves all runs and
 * nothing is allocated.
 */
final class ThreadWorkers implements Workers {
  private static final int SPINS = 2000;
  private static final int CLOSED = -1;

  private final Thread[] helpers;
  private final Job job = new Job();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Workers alone = new SerialWorkers();
  private volatile int epoch;
  private volatile Thread caller;

  ThreadWorkers(int size) {
    helpers = new Thread[size - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] = new Thread(() -> help(worker), "p4inv-worker-" + worker);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  @Override
  public int size() {
    return helpers.length + 1;
  }

  @Override
  public void run(int count, Part part) {
    if (count <= 1 || !busy.compareAndSet(false, true)) {
      alone.run(count, part);
      return;
    }
    try {
      if (epoch == CLOSED) {
        throw new IllegalStateException("workers must be open to run a job, they were closed");
      }
      job.start(count, part);
      caller = Thread.currentThread();
      unanswered.set(helpers.length);
      epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
      job.work(0);
      awaitAnswers();
      job.await();
    } finally {
      busy.set(false);
    }
  }

  private void awaitAnswers() {
    for (int spin = 0; spin < SPINS && unanswered.get() > 0; spin++) {
      Thread.onSpinWait();
    }
    while (unanswered.get() > 0) {
      LockSupport.park(this);
    }
  }

  private void help(int worker) {
    int seen = 0;
    while (true) {
      int now = awaitEpoch(seen);
      if (now == CLOSED) {
        return;
      }
      seen = now;
      job.work(worker);
      if (unanswered.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  private int awaitEpoch(int seen) {
    for (int spin = 0; spin < SPINS && epoch == seen; spin++) {
      Thread.onSpinWait();
    }
    while (epoch == seen) {
      LockSupport.park(this);
    }
    return epoch;
  }

  @Override
  public void close() {
    while (!busy.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
    epoch = CLOSED;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    busy.set(false);
  }
}
