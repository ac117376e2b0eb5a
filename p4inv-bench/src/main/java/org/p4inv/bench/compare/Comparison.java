package org.p4inv.bench.compare;

import java.util.List;
import java.util.function.Predicate;

/**
 * Entrants that are measured in alternation; the others are compared with the first.
 *
 * @param family what the comparison is of, such as {@code p4inv-step}
 * @param size which of the family, such as {@code 64}
 * @param entrants at least one
 */
public record Comparison(String family, String size, List<Entrant> entrants) {
  /** Copies the list. */
  public Comparison {
    entrants = List.copyOf(entrants);
  }

  /** Family and size, for people and for {@code --only}. */
  public String name() {
    return family + " " + size;
  }

  /** The same with those entrants that the filter keeps. */
  public Comparison keeping(Predicate<Entrant> filter) {
    return new Comparison(family, size, entrants.stream().filter(filter).toList());
  }
}
