package org.p4inv.flows.train;

import java.util.EnumMap;
import java.util.concurrent.atomic.AtomicLong;
import org.p4inv.core.p4.Merge;

/** How often merges ended in which way. */
public final class MergeCounts {
  private final EnumMap<Merge, AtomicLong> counts = new EnumMap<>(Merge.class);

  MergeCounts() {
    for (Merge merge : Merge.values()) {
      counts.put(merge, new AtomicLong());
    }
  }

  void add(Merge merge) {
    counts.get(merge).incrementAndGet();
  }

  /** The number of merges that ended this way. */
  public long of(Merge merge) {
    return counts.get(merge).get();
  }

  /** The number of merges that were refused, for any reason. */
  public long refused() {
    long refused = 0;
    for (Merge merge : Merge.values()) {
      refused += merge.merged() ? 0 : of(merge);
    }
    return refused;
  }
}
