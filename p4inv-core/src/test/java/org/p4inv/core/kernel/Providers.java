package org.p4inv.core.kernel;

import java.util.List;

/** The providers that this JVM can run: scalar always, and the active one. */
final class Providers {
  private Providers() {}

  static List<Kernels> available() {
    Kernels scalar = new ScalarKernels();
    return Kernels.active().name().equals(scalar.name())
        ? List.of(scalar)
        : List.of(scalar, Kernels.active());
  }
}
