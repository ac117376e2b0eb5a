package org.p4inv.core.kernel;

import java.lang.reflect.InvocationTargetException;

/**
 * Chooses the kernel provider, once, when the class is first used.
 *
 * <p>The system property {@code p4inv.kernels} forces {@code vector} or {@code scalar}; a forced
 * provider that is not there is an error. Without the property every reason for staying scalar is a
 * branch of its own, with a sentence that says what to do about it. The vector provider is loaded
 * by name, so that no class of {@code jdk.incubator.vector} is touched where the module is absent.
 */
final class KernelLookup {
  private static final String PROPERTY = "p4inv.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_PROVIDER = "org.p4inv.core.kernel.vector.VectorKernels";

  static final Kernels ACTIVE;
  static final String DESCRIPTION;

  static {
    Choice choice = choose(System.getProperty(PROPERTY));
    ACTIVE = choice.kernels();
    DESCRIPTION = choice.description();
    System.Logger.Level level =
        choice.fallback() ? System.Logger.Level.INFO : System.Logger.Level.DEBUG;
    System.getLogger(Kernels.class.getName()).log(level, "kernels: " + DESCRIPTION);
  }

  private KernelLookup() {}

  /** A provider, the line that describes it, and whether it is less than the JVM could offer. */
  record Choice(Kernels kernels, String description, boolean fallback) {}

  static Choice choose(String forced) {
    if (forced != null && !forced.equals("vector") && !forced.equals("scalar")) {
      throw new IllegalArgumentException(
          "system property " + PROPERTY + " must be vector or scalar, got '" + forced + "'");
    }
    if ("scalar".equals(forced)) {
      return new Choice(new ScalarKernels(), "scalar, as -D" + PROPERTY + "=scalar asks", false);
    }
    String obstacle = obstacle();
    if (obstacle == null) {
      try {
        Kernels vector = loadVector();
        return new Choice(vector, vector.toString(), false);
      } catch (ReflectiveOperationException | LinkageError e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        obstacle = "the vector provider did not load (" + cause + ")";
      }
    }
    if ("vector".equals(forced)) {
      throw new IllegalStateException("-D" + PROPERTY + "=vector cannot be met: " + obstacle);
    }
    return new Choice(new ScalarKernels(), "scalar, because " + obstacle, true);
  }

  private static Kernels loadVector() throws ReflectiveOperationException {
    return Class.forName(VECTOR_PROVIDER)
        .asSubclass(Kernels.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  /** Why SIMD cannot be used in this JVM, or null. */
  private static String obstacle() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "the module " + MODULE + " is not loaded; start java with --add-modules " + MODULE;
    }
    Module ours = Kernels.class.getModule();
    Module simd = ModuleLayer.boot().findModule(MODULE).orElseThrow();
    if (!ours.canRead(simd)) {
      return "the module "
          + ours.getName()
          + " does not read "
          + MODULE
          + "; add --add-reads "
          + ours.getName()
          + "="
          + MODULE;
    }
    return null;
  }
}
