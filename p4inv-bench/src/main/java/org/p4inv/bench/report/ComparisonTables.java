package org.p4inv.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.p4inv.bench.compare.ComparisonResult;
import org.p4inv.bench.compare.EntrantResult;

/**
 * Comparisons of one family in one table: a row for each size; a column for the time of the first
 * entrant, and one for every other with how many times slower it is.
 */
final class ComparisonTables {
  private ComparisonTables() {}

  /** The tables, by family, in the order of the run. */
  static Map<String, String> of(List<ComparisonResult> comparisons) {
    Map<String, List<ComparisonResult>> families = new LinkedHashMap<>();
    for (ComparisonResult comparison : comparisons) {
      families.computeIfAbsent(comparison.family(), f -> new ArrayList<>()).add(comparison);
    }
    Map<String, String> tables = new LinkedHashMap<>();
    families.forEach((family, members) -> tables.put(family, table(members)));
    return tables;
  }

  private static String table(List<ComparisonResult> members) {
    Set<String> labels = new LinkedHashSet<>();
    for (ComparisonResult member : members) {
      member.entrants().stream()
          .filter(entrant -> entrant.median() != null)
          .forEach(entrant -> labels.add(entrant.label()));
    }
    String first = members.get(0).entrants().get(0).label();
    labels.remove(first);
    List<String> heads = new ArrayList<>(List.of("", first + ", ms"));
    heads.addAll(labels);
    Table table = new Table(heads);
    for (ComparisonResult member : members) {
      List<String> cells = new ArrayList<>(List.of(member.size()));
      cells.add(member.measured(first).map(base -> Numbers.three(1e3 * base.median())).orElse("-"));
      for (String label : labels) {
        cells.add(member.measured(label).map(EntrantResult::ratio).map(Numbers::times).orElse("-"));
      }
      table.row(cells);
    }
    return table.toString();
  }
}
