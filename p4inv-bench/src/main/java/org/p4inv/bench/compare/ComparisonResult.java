package org.p4inv.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison measured.
 *
 * @param family of the comparison
 * @param size which of the family
 * @param entrants in their order
 */
public record ComparisonResult(String family, String size, List<EntrantResult> entrants) {
  /** Copies the list. */
  public ComparisonResult {
    entrants = List.copyOf(entrants);
  }

  /** Family and size. */
  public String name() {
    return family + " " + size;
  }

  /** The result of the entrant with this label, if it is there and was not skipped. */
  public Optional<EntrantResult> measured(String label) {
    return entrants.stream()
        .filter(entrant -> entrant.label().equals(label) && entrant.median() != null)
        .findFirst();
  }
}
