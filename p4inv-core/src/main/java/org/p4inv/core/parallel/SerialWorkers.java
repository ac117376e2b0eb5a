package org.p4inv.core.parallel;

/** The calling thread alone. */
final class SerialWorkers implements Workers {
  @Override
  public int size() {
    return 1;
  }

  @Override
  public void run(int count, Part part) {
    Failure failure = null;
    for (int index = 0; index < count; index++) {
      try {
        part.run(index, 0);
      } catch (Throwable e) {
        failure = Failure.first(failure, index, e);
      }
    }
    Failure.rethrow(failure);
  }

  @Override
  public void close() {}
}
