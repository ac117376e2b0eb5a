package org.p4inv.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.bench.cases.BgSample;
import org.p4inv.bench.cases.BgStep;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.bench.cases.DenseStep;
import org.p4inv.bench.cases.P4InvStep;
import org.p4inv.bench.cases.PluStep;

/** The comparisons of a set. */
public final class Plan {
  private static final int BATCH = 1024;
  private static final int SAMPLES = 100_000;
  private static final int[] SHORT_SIZES = {2, 64, 1024};
  private static final int[] FULL_SIZES = {2, 3, 16, 33, 64, 101, 256, 512, 1024, 2048};
  private static final int[] SHORT_LAYERS = {64};
  private static final int[] FULL_LAYERS = {2, 16, 64, 128, 256, 512};
  private static final int[] SHORT_THREADS = {256};
  private static final int[] FULL_THREADS = {64, 256, 1024, 2048};
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
    for (int d : full ? FULL_LAYERS : SHORT_LAYERS) {
      all.add(linearLayers(d));
    }
    for (int d : GENERATORS) {
      all.add(generator(CaseRequest.of(BgStep.NAME, d, BATCH)));
    }
    for (int d : GENERATORS) {
      all.add(generator(CaseRequest.of(BgSample.NAME, d, SAMPLES)));
    }
    for (int d : full ? FULL_THREADS : SHORT_THREADS) {
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
    return new Comparison(request.name(), size(request), entrants);
  }

  /** P4Inv beside what it replaces, in our engine and in PyTorch. */
  private Comparison linearLayers(int d) {
    List<Entrant> entrants = new ArrayList<>();
    for (String name : List.of(P4InvStep.NAME, DenseStep.NAME, PluStep.NAME)) {
      CaseRequest request = CaseRequest.of(name, d, BATCH);
      entrants.add(contenders.ours(request).labelled(name));
    }
    for (String name : List.of(P4InvStep.NAME, DenseStep.NAME, PluStep.NAME)) {
      CaseRequest request = CaseRequest.of(name, d, BATCH);
      for (Entrant torch : contenders.torch(request, CaseRequest.BEST, true)) {
        entrants.add(torch.labelled("PyTorch " + name));
      }
    }
    return new Comparison("linear-layers", "d=" + d, entrants);
  }

  private Comparison generator(CaseRequest request) {
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(contenders.ours(request));
    if (full || request.name().equals(BgStep.NAME)) {
      entrants.add(contenders.scalar(request));
    }
    entrants.addAll(contenders.torch(request, "reference", true));
    entrants.addAll(contenders.torch(request, CaseRequest.BEST, true));
    return new Comparison(request.name(), size(request), entrants);
  }

  /** One thread and two, the same case. */
  private Comparison threads(CaseRequest one) {
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(contenders.ours(one));
    entrants.add(contenders.ours(one).onTwoThreads());
    for (Entrant torch : contenders.torch(one, CaseRequest.BEST, true)) {
      entrants.add(torch);
      entrants.add(torch.onTwoThreads());
    }
    return new Comparison("threads", one.name() + " " + size(one), entrants);
  }

  private static String size(CaseRequest request) {
    return "d=" + request.d();
  }
}
