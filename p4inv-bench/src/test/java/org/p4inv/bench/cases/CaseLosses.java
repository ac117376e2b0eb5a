package org.p4inv.bench.cases;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs cases a fixed number of times and prints what they say, for comparison between JVMs. */
final class CaseLosses {
  /** A merge, and a step after it. */
  private static final int OPERATIONS = 11;

  static final List<CaseRequest> SMALL =
      List.of(
          CaseRequest.of(P4InvStep.NAME, 3, 100),
          CaseRequest.of(P4InvStep.NAME, 33, 128).with("threads", 2),
          CaseRequest.of(DenseStep.NAME, 65, 128),
          CaseRequest.of(PluStep.NAME, 65, 128),
          CaseRequest.of(BgStep.NAME, 2, 64),
          CaseRequest.of(BgSample.NAME, 4, 64));

  private CaseLosses() {}

  static String line(CaseRequest request) {
    try (Case operation = new Ours().create(request)) {
      for (int i = 0; i < OPERATIONS; i++) {
        operation.run();
      }
      Map<String, Object> detail = new TreeMap<>(operation.detail());
      detail.remove("kernels");
      return request.line() + " " + detail;
    }
  }

  public static void main(String[] args) {
    SMALL.forEach(request -> System.out.println(line(request)));
  }
}
