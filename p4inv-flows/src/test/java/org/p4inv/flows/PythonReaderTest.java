package org.p4inv.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in docs/python reads our files without us; runs where Python has numpy. */
class PythonReaderTest {
  private static final int POINTS = 200;

  /** A few hundred float operations of relative error 2^-24 for each point, with room for all. */
  private static final double TOLERANCE = 1000 * 0x1p-24;

  @TempDir private Path folder;

  @Test
  void logDensitiesAgree() throws Exception {
    String python = pythonWithNumpy();
    assumeTrue(python != null, "no python3 with numpy here");
    for (Flow flow : ModelExamples.all()) {
      Path model = folder.resolve("model.safetensors");
      flow.save(model);
      float[] points = flow.sample(POINTS, 3);
      double[] expected = flow.logDensity(points);
      Path csv = Files.write(folder.resolve("points.csv"), rows(points, flow.dimension()));
      List<String> lines = run(python, script().toString(), model.toString(), csv.toString());
      assertEquals(POINTS, lines.size(), () -> String.join("\n", lines));
      for (int i = 0; i < POINTS; i++) {
        double actual = Double.parseDouble(lines.get(i));
        double tolerance = TOLERANCE * Math.max(flow.dimension(), Math.abs(expected[i]));
        assertEquals(expected[i], actual, tolerance, flow + ", point " + i);
      }
    }
  }

  @Test
  void describesTheFile() throws Exception {
    String python = pythonWithNumpy();
    assumeTrue(python != null, "no python3 with numpy here");
    Path model = folder.resolve("model.safetensors");
    ModelExamples.mixed().save(model);
    String text = String.join("\n", run(python, script().toString(), model.toString()));
    assertTrue(text.contains("\"learning_rate\": 0.001"), text);
  }

  /** Tests run in the folder of the module, or in that of the whole project. */
  private static Path script() {
    return List.of(Path.of("docs"), Path.of("..", "docs")).stream()
        .map(docs -> docs.resolve(Path.of("python", "read_model.py")))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rows(float[] points, int d) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < points.length; i += d) {
      String row = Arrays.toString(Arrays.copyOfRange(points, i, i + d));
      rows.add(row.substring(1, row.length() - 1));
    }
    return rows;
  }

  /** A Python that imports numpy, or null. */
  private String pythonWithNumpy() throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        if (run(python, "-c", "import numpy; print(1)").equals(List.of("1"))) {
          return python;
        }
      } catch (IOException notHere) {
        // The next one may be.
      }
    }
    return null;
  }

  /** The lines that a command printed, errors included. */
  private List<String> run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.waitFor();
    return Files.readAllLines(output, UTF_8);
  }
}
