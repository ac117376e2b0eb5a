package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.testing.Snippets;
import org.p4inv.flows.data.TwoMoons;

/** The examples of docs/guide.md compile, run, and print what is right. */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide.md");

  @Test
  void examplesRun(@TempDir Path folder) throws Exception {
    List<String> examples = Snippets.of(GUIDE);
    assertEquals(3, examples.size());

    List<String> trained = Snippets.run(examples.get(0), folder).lines().toList();
    assertEquals("true", trained.get(0), "self-check");
    // Ten epochs are a start: within half a nat of the entropy, which nothing can be below by more
    // than the standard error of a mean of 1,000 numbers of deviation about 1.
    double excess = Double.parseDouble(trained.get(1)) - new TwoMoons().entropy();
    assertTrue(excess > -0.15 && excess < 0.5, "nat above the entropy: " + excess);

    double mean = Double.parseDouble(Snippets.run(examples.get(1), folder).strip());
    assertEquals(1, mean, 0.25, "mean at context 1");

    String summary = Snippets.run(examples.get(2), folder);
    assertTrue(summary.startsWith("Flow on R^4, "), summary);
    assertEquals(6, summary.strip().lines().count(), summary);
  }
}
