package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to a provider, with the sentence that explains it. The executions of these tests run
 * with and without the vector module, so that each branch is taken by one of them.
 */
class KernelLookupTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "simd", "Vector", "scalar "})
  void anUnknownValueIsRefusedByName(String value) {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> KernelLookup.choose(value));
    assertEquals(
        "system property p4inv.kernels must be vector or scalar, got '" + value + "'",
        refused.getMessage());
  }

  @Test
  void scalarCanBeForcedAnywhere() {
    KernelLookup.Choice choice = KernelLookup.choose("scalar");
    assertEquals("scalar", choice.kernels().name());
    assertEquals("scalar, as -Dp4inv.kernels=scalar asks", choice.description());
    assertFalse(choice.fallback(), "what was asked for is no fallback");
  }

  @Test
  @DisabledIf("moduleIsThere")
  void withoutTheModuleVectorCannotBeForced() {
    Exception refused =
        assertThrows(IllegalStateException.class, () -> KernelLookup.choose("vector"));
    assertEquals(
        "-Dp4inv.kernels=vector cannot be met: the module jdk.incubator.vector is not loaded;"
            + " start java with --add-modules jdk.incubator.vector",
        refused.getMessage());
  }

  @Test
  @DisabledIf("moduleIsThere")
  void withoutTheModuleTheFallbackSaysWhatToDo() {
    KernelLookup.Choice choice = KernelLookup.choose(null);
    assertEquals("scalar", choice.kernels().name());
    assertEquals(
        "scalar, because the module jdk.incubator.vector is not loaded;"
            + " start java with --add-modules jdk.incubator.vector",
        choice.description());
    assertTrue(choice.fallback(), "scalar code for want of the module is a fallback");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "nothing"})
  @EnabledIf("moduleIsThere")
  void withTheModuleVectorIsChosen(String forced) {
    KernelLookup.Choice choice = KernelLookup.choose(forced.equals("nothing") ? null : forced);
    assertEquals("vector", choice.kernels().name());
    assertTrue(
        choice.description().matches("vector, \\d+-bit SIMD \\(jdk.incubator.vector\\)"),
        choice::description);
    assertFalse(choice.fallback(), "SIMD is no fallback");
  }

  static boolean moduleIsThere() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
