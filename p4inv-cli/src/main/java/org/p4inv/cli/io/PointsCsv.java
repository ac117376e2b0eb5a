package org.p4inv.cli.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Points as text: one a line, plain numbers between commas, no header. */
public final class PointsCsv {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

  private PointsCsv() {}

  /**
   * Reads points {@code [n x d]}.
   *
   * @throws Failure if a line does not hold d finite numbers, or there is none; the message names
   *     file and line
   */
  public static float[] read(Path file, int d) throws IOException, Failure {
    float[] points = new float[64 * d];
    int n = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if ((n + 1L) * d > points.length) {
          points = Arrays.copyOf(points, Math.multiplyExact(2, points.length));
        }
        readLine(file, n + 1, line, points, n * d, d);
        n++;
      }
    } catch (CharacterCodingException e) {
      throw new Failure("file `" + file + "` must be text in UTF-8, it is not", e);
    }
    if (n == 0) {
      throw new Failure("file `" + file + "` must hold at least one point, it is empty");
    }
    return Arrays.copyOf(points, n * d);
  }

  private static void readLine(Path file, int line, String text, float[] points, int at, int d)
      throws Failure {
    String where = "file `" + file + "`, line " + line + ": ";
    String[] columns = text.split(",", -1);
    if (columns.length != d) {
      throw new Failure(
          where
              + "must have "
              + d
              + " numbers between commas, the dimension of the model, got "
              + (text.isBlank() ? "an empty line" : columns.length));
    }
    for (int j = 0; j < d; j++) {
      float value = NUMBER.matcher(columns[j]).matches() ? Float.parseFloat(columns[j]) : Float.NaN;
      if (!Float.isFinite(value)) {
        throw new Failure(
            where + "column " + (j + 1) + " must be a finite number, got `" + columns[j] + "`");
      }
      points[at + j] = value;
    }
  }

  /** Writes points {@code [n x d]} with as many digits as bring back the same bits. */
  public static void write(float[] points, int d, PrintWriter out) {
    for (int i = 0; i < points.length; i++) {
      out.print(points[i]);
      out.print((i + 1) % d == 0 ? "\n" : ",");
    }
    out.flush();
  }
}
