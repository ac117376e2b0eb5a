package org.p4inv.flows.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of the processor, which Java itself does not know. */
final class Cpu {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Cpu() {}

  /** What the system says, or {@code unknown}. */
  static String model() {
    try (BufferedReader lines = Files.newBufferedReader(LINUX)) {
      return lines
          .lines()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException | RuntimeException notSaidHere) {
      // Another system, or text that is no UTF-8; the name is a courtesy.
      return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
    }
  }
}
