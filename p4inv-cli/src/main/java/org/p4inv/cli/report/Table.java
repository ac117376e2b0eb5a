package org.p4inv.cli.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of text: its head and rows of as many cells; the first column is of names. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> head) {
    rows.add(head);
  }

  void add(List<String> row) {
    rows.add(row);
  }

  /** Names to the left, all else to the right, columns as wide as they must be. */
  List<String> lines() {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int j = 0; j < columns; j++) {
        width[j] = Math.max(width[j], row.get(j).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int j = 0; j < columns; j++) {
        String space = " ".repeat(width[j] - row.get(j).length());
        line.append(j == 0 ? row.get(j) + space : "  " + space + row.get(j));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add("| " + String.join(" | ", row) + " |");
    }
    int columns = rows.get(0).size();
    lines.add(1, "|---" + String.join("", Collections.nCopies(columns - 1, "|---:")) + "|");
    return lines;
  }
}
