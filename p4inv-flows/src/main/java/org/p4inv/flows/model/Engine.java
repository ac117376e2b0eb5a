package org.p4inv.flows.model;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.config.Config;

/**
 * What computes here, for the provenance of a model: engine version, Java, operating system,
 * processor and kernels. No time and no user: the same machine writes the same bytes.
 */
public final class Engine {
  /** The version of this library; a test compares it with that of the build. */
  public static final String VERSION = "0.1.0";

  private Engine() {}

  /** Texts under {@code version}, {@code java}, {@code os}, {@code cpu}, {@code kernels}. */
  public static Config describe() {
    return Config.of("version", VERSION)
        .with("java", Runtime.version().toString())
        .with("os", property("os.name"))
        .with("cpu", Cpu.model() + " (" + property("os.arch") + ")")
        .with("kernels", Kernels.describe());
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
