package org.p4inv.samplers.energy.posterior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Data for a regression with two classes: n rows of p features, and a label for each.
 *
 * @param features {@code [n x p]}, finite, at most 1e30 in size; n and p at least 1
 * @param labels length n, true for class 1
 */
public record LabelledRows(double[][] features, boolean[] labels) {
  private static final double GREATEST = 1e30;

  /** Checks shapes and values. The arrays are the record's own from here on. */
  public LabelledRows {
    if (features.length == 0 || features[0].length == 0) {
      throw new IllegalArgumentException("`features` must have at least one row and one column");
    }
    if (labels.length != features.length) {
      throw new IllegalArgumentException(
          "`labels` must have length n = " + features.length + ", got " + labels.length);
    }
    for (int row = 0; row < features.length; row++) {
      if (features[row].length != features[0].length) {
        throw new IllegalArgumentException(
            "row "
                + row
                + " must have p = "
                + features[0].length
                + " features, got "
                + features[row].length);
      }
      for (double value : features[row]) {
        if (!(Math.abs(value) <= GREATEST)) {
          throw new IllegalArgumentException(
              "row " + row + " must have features from -1e30 to 1e30, got " + value);
        }
      }
    }
  }

  /**
   * Reads a file of comma-separated numbers: a row a line, the label, 0 or 1, last. A first line
   * without a number in it is a line of names, and empty lines are passed over.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is not such a file; the message says line and column,
   *     counted from 1
   */
  public static LabelledRows read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<double[]> rows = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      String[] fields = lines.get(line).split(",", -1);
      if (lines.get(line).isBlank() || (line == 0 && isNames(fields))) {
        continue;
      }
      String where = csv.getFileName() + ", line " + (line + 1);
      int p = fields.length - 1;
      if (p < 1 || (!rows.isEmpty() && p != rows.get(0).length)) {
        String rule = rows.isEmpty() ? "at least 2" : Integer.toString(rows.get(0).length + 1);
        throw new IllegalArgumentException(
            where + " must have " + rule + " columns, it has " + fields.length);
      }
      double[] row = new double[p];
      for (int j = 0; j < p; j++) {
        row[j] = number(fields[j], where, j);
        if (!(Math.abs(row[j]) <= GREATEST)) {
          throw fault(where, j, "from -1e30 to 1e30", fields[j]);
        }
      }
      double label = number(fields[p], where, p);
      if (label != 0 && label != 1) {
        throw fault(where, p, "the label 0 or 1", fields[p]);
      }
      rows.add(row);
      labels.add(label == 1);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(csv.getFileName() + " must have at least one row");
    }
    boolean[] known = new boolean[labels.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = labels.get(i);
    }
    return new LabelledRows(rows.toArray(new double[0][]), known);
  }

  private static boolean isNames(String[] fields) {
    return Arrays.stream(fields).noneMatch(LabelledRows::isNumber);
  }

  private static boolean isNumber(String field) {
    try {
      return !Double.isNaN(Double.parseDouble(field.trim()));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double number(String field, String where, int column) {
    try {
      return Double.parseDouble(field.trim());
    } catch (NumberFormatException e) {
      throw fault(where, column, "a number", field);
    }
  }

  private static IllegalArgumentException fault(
      String where, int column, String rule, String field) {
    return new IllegalArgumentException(
        where + ", column " + (column + 1) + " must be " + rule + ", got `" + field.trim() + "`");
  }

  /**
   * The same rows with every feature shifted and scaled to mean 0 and variance 1 over the rows.
   *
   * @throws IllegalArgumentException if a feature is the same in all rows; the message says which
   */
  public LabelledRows standardised() {
    int n = features.length;
    int p = features[0].length;
    double[][] scaled = new double[n][p];
    for (int j = 0; j < p; j++) {
      double mean = 0;
      for (double[] row : features) {
        mean += row[j] / n;
      }
      double variance = 0;
      boolean varies = false;
      for (double[] row : features) {
        variance += (row[j] - mean) * (row[j] - mean) / n;
        varies |= row[j] != features[0][j];
      }
      if (!varies) {
        throw new IllegalArgumentException(
            "feature "
                + (j + 1)
                + " must vary to be standardised, all rows have "
                + features[0][j]);
      }
      double deviation = Math.sqrt(variance);
      for (int i = 0; i < n; i++) {
        scaled[i][j] = (features[i][j] - mean) / deviation;
      }
    }
    return new LabelledRows(scaled, labels.clone());
  }
}
