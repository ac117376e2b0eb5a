package org.p4inv.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.bench.cases.BgSample;
import org.p4inv.bench.cases.BgStep;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.bench.cases.P4InvStep;

/** The comparisons of a set. */
public final class Plan {
  private static final int BATCH = 1024;
  private static final int SAMPLES = 100_000;
  private static final int[] SHORT_SIZES = {2, 64, 256, 1024};
  private static final int[] FULL_SIZES = {2, 3, 16, 33, 64, 101, 256, 512, 1024, 2048};
  private static final int[] GENERATORS = {2, 32};

  private final Contenders contenders;
  private final boolean full;

  /** The short set, or the full one. */
  public Plan(Contenders contenders, boolean full) {
    this.contenders = contenders;
    this.full = full;
  }

  /** The comparisons in the order in which they run. */
  public List<Comparison> comparisons() {
    List<Comparison> all = new ArrayList<>();
    for (int d : full ? FULL_SIZES : SHORT_SIZES) {
      all.add(p4InvStep(CaseRequest.of(P4InvStep.NAME, d, BATCH)));
    }
    for (int d : GENERATORS) {
      all.add(generator(CaseRequest.of(BgStep.NAME, d, BATCH)));
    }
    for (int d : GENERATORS) {
      all.add(generator(CaseRequest.of(BgSample.NAME, d, SAMPLES)));
    }
    for (int d : full ? new int[] {64, 256, 1024} : new int[] {256}) {
      all.add(threads(CaseRequest.of(P4InvStep.NAME, d, BATCH)));
    }
    all.add(threads(CaseRequest.of(BgStep.NAME, 2, BATCH)));
    return all;
  }

  private Comparison p4InvStep(CaseRequest request) {
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(contenders.ours(request));
    entrants.add(contenders.scalar(request));
    entrants.add(contenders.naive(request));
    entrants.addAll(contenders.torch(request, "reference", false));
    entrants.addAll(contenders.torch(request, "reference", true));
    entrants.addAll(contenders.torch(request, "reference-factored", true));
    entrants.addAll(contenders.torch(request, CaseRequest.BEST, true));
    return new Comparison(request.name() + size(request), entrants);
  }

  private Comparison generator(CaseRequest request) {
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(contenders.ours(request));
    entrants.add(contenders.scalar(request));
    entrants.addAll(contenders.torch(request, "reference", true));
    entrants.addAll(contenders.torch(request, CaseRequest.BEST, true));
    return new Comparison(request.name() + size(request), entrants);
  }

  /** One thread and two, the same case. */
  private Comparison threads(CaseRequest one) {
    CaseRequest two = one.with("threads", 2);
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(contenders.ours(one));
    entrants.add(labelled("P4Inv, two threads", contenders.ours(two)));
    for (Entrant entrant : contenders.torch(one, CaseRequest.BEST, true)) {
      entrants.add(entrant);
      entrants.add(
          new Entrant(
              entrant.label() + ", two threads",
              entrant.contender(),
              entrant.request().with("threads", 2)));
    }
    return new Comparison(one.name() + size(one) + ", threads", entrants);
  }

  private static Entrant labelled(String label, Entrant entrant) {
    return new Entrant(label, entrant.contender(), entrant.request());
  }

  private static String size(CaseRequest request) {
    return " d=" + request.d() + " batch=" + request.batch();
  }
}
