package org.p4inv.bench.cases;

import java.util.Map;

/** An operation, built and ready to be repeated; closing it ends its threads. */
public interface Case extends AutoCloseable {

  /** One operation. */
  void run();

  /** What a reader may check the results by, such as losses; names in snake case. */
  Map<String, Object> detail();

  @Override
  void close();
}
