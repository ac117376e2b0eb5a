package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Proves which provider these tests run on, and leaves a line about it for the build to print. */
class ActiveKernelsTest {

  @Test
  void isTheProviderThatThisExecutionIsFor() throws IOException {
    String execution = System.getProperty("p4inv.test.execution", "unnamed");
    Path target = Path.of(System.getProperty("basedir", "")).resolve("target");
    Files.createDirectories(target);
    Files.writeString(
        target.resolve("kernels-" + execution + ".txt"), "kernels: " + Kernels.describe() + "\n");
    String expected = System.getProperty("p4inv.test.kernels", Kernels.active().name());
    assertEquals(
        expected,
        Kernels.active().name(),
        () -> "execution " + execution + " runs on " + Kernels.describe());
  }

  @Test
  void isAsWideAsThisExecutionAsks() {
    String execution = System.getProperty("p4inv.test.execution", "unnamed");
    if (execution.startsWith("simd-")) {
      String bits = execution.substring("simd-".length());
      assertTrue(
          Kernels.describe().contains(bits + "-bit"),
          () -> "execution " + execution + " runs on " + Kernels.describe());
    }
  }

  @Test
  void isOneObjectThatDescribesItself() {
    assertSame(Kernels.active(), Kernels.active());
    assertTrue(Kernels.describe().startsWith(Kernels.active().name() + ", "), Kernels::describe);
  }
}
