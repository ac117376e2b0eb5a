package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.testing.Snippets;

/** The example of the README compiles, runs, and prints numbers that are right. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern PRINTED =
      Pattern.compile("ESS (\\d\\.\\d+), log Z (\\d+\\.\\d+)\\R");

  @Test
  void exampleRuns(@TempDir Path folder) throws Exception {
    Matcher printed = PRINTED.matcher(Snippets.run(Snippets.of(README).get(0), folder));
    assertTrue(printed.matches(), "what the example prints");
    assertTrue(Double.parseDouble(printed.group(1)) > 0.7, printed.group());
    // Ten thousand samples, an effective size of thousands: a standard error of about 0.01.
    assertEquals(logZ(), Double.parseDouble(printed.group(2)), 0.1, printed.group());
  }

  private static double logZ() {
    double sum = 0;
    for (double x = -6; x < 6; x += 1e-3) {
      sum += 1e-3 * Math.exp(4 * x * x - x * x * x * x);
    }
    return Math.log(sum * Math.sqrt(2 * Math.PI));
  }
}
