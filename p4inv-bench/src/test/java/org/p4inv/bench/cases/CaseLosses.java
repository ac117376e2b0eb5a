package org.p4inv.bench.cases;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs cases a fixed number of times and prints what they say, for comparison between JVMs. */
final class CaseLosses {
  /** Two merges, and a step after them. */
  private static final int OPERATIONS = 21;

  static final List<CaseRequest> SMALL =
      List.of(
          CaseRequest.of(P4InvStep.NAME, 3, 100),
          CaseRequest.of(P4InvStep.NAME, 64, 128),
          CaseRequest.of(P4InvStep.NAME, 64, 128).with("threads", 2),
          CaseRequest.of(DenseStep.NAME, 65, 128),
          CaseRequest.of(PluStep.NAME, 65, 128),
          CaseRequest.of(BgStep.NAME, 2, 128),
          CaseRequest.of(BgStep.NAME, 32, 64),
          CaseRequest.of(BgSample.NAME, 2, 100),
          CaseRequest.of(BgSample.NAME, 32, 100));

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
