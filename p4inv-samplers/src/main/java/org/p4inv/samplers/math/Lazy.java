package org.p4inv.samplers.math;

import java.util.function.Supplier;

/**
 * A value that is computed when it is first asked for, once, whatever the number of threads. A
 * computation that fails is tried again at the next call.
 */
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> source;
  private volatile T value;

  public Lazy(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T known = value;
    if (known == null) {
      synchronized (this) {
        known = value;
        if (known == null) {
          known = source.get();
          value = known;
        }
      }
    }
    return known;
  }
}
