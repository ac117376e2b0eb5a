package org.p4inv.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.bench.cases.Naive;

/**
 * The entrants for a case, as far as this machine can start them. Ours is always the first.
 *
 * @param script the PyTorch peer
 * @param torch the Python for it, if there is one
 */
public record Contenders(Path script, Optional<Torch> torch) {
  /** The label of our engine with SIMD. */
  public static final String OURS = "P4Inv";

  /** The label of our engine without SIMD. */
  public static final String SCALAR = "P4Inv, scalar";

  /** The label of plain loops in Java. */
  public static final String NAIVE = "naive Java";

  private static final String SIMD = "--add-modules=jdk.incubator.vector";

  /** Our engine with SIMD. */
  public Entrant ours(CaseRequest request) {
    return new Entrant(OURS, java(OURS, List.of(SIMD), List.of()), request);
  }

  /** Our engine without SIMD. */
  public Entrant scalar(CaseRequest request) {
    return new Entrant(SCALAR, java(SCALAR, List.of(), List.of()), request);
  }

  /** Plain loops. */
  public Entrant naive(CaseRequest request) {
    return new Entrant(NAIVE, java(NAIVE, List.of(), List.of(Naive.class.getName())), request);
  }

  /**
   * PyTorch in one form, as it is installed or with the better allocator, if it is there at all.
   */
  public List<Entrant> torch(CaseRequest request, String form, boolean tuned) {
    String label = torchLabel(form, tuned);
    return torch.stream()
        .filter(python -> !tuned || python.allocator().isPresent())
        .map(python -> new Entrant(label, python.contender(script, tuned), request.withForm(form)))
        .toList();
  }

  /** The label of {@link #torch}. */
  public static String torchLabel(String form, boolean tuned) {
    return "PyTorch " + form + (tuned ? " (tuned)" : "");
  }

  private static ContenderSpec java(String name, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Contender.class.getName());
    command.addAll(arguments);
    return new ContenderSpec(name, command, Map.of());
  }
}
