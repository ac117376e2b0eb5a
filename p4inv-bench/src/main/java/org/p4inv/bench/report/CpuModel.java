package org.p4inv.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The name of the processor, which Java itself does not know. */
final class CpuModel {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private CpuModel() {}

  /** What the system says, or {@code unknown}. */
  static String read() {
    try {
      return Files.isReadable(LINUX) ? parse(Files.readString(LINUX)) : fallback();
    } catch (IOException e) {
      return fallback();
    }
  }

  /**
   * The model in the text of Linux, with family and model number where the name says little, as
   * virtual machines do.
   */
  static String parse(String text) {
    Map<String, String> facts = new TreeMap<>();
    text.lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> facts.putIfAbsent(parts[0].strip(), parts[1].strip()));
    String name = facts.get("model name");
    if (name == null) {
      return fallback();
    }
    return facts.containsKey("cpu family")
        ? name + " (family " + facts.get("cpu family") + ", model " + facts.get("model") + ")"
        : name;
  }

  private static String fallback() {
    return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")).orElse("unknown");
  }
}
