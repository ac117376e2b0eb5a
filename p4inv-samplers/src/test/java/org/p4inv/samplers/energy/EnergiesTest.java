package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergiesTest {

  @Test
  void overridesReplaceDefaults() {
    Energy energy = Energies.create("double-well", Map.of("b", -4.0, "a", 0.0));
    assertEquals(List.of("a", "b", "c"), List.copyOf(energy.constants().keySet()));
    assertEquals(Map.of("a", 0.0, "b", -4.0, "c", 1.0), energy.constants());
    assertEquals(9, Energies.create("gaussian", Map.of("dimension", 9.0)).dimension());
    assertEquals(
        Map.of("temperature", 10.0),
        Energies.create("mueller-brown", Map.of("temperature", 10.0)).constants());
  }

  @Test
  void documentedDefaults() {
    assertEquals(
        Map.of("a", -0.5, "b", -6.0, "c", 1.0), Energies.create("double-well").constants());
    assertEquals(Map.of("temperature", 20.0), Energies.create("mueller-brown").constants());
    assertEquals(
        Map.of("dimension", 2.0, "mean", 0.0, "standard-deviation", 1.0),
        Energies.create("gaussian").constants());
  }

  @Test
  void providersDescribeThemselves() {
    for (String name : Energies.names()) {
      EnergyProvider provider = Energies.provider(name);
      assertEquals(name, provider.name());
      assertFalse(provider.summary().isBlank(), name);
      provider.constants().forEach(c -> assertFalse(c.description().isBlank(), c.name()));
    }
  }

  @Test
  void anUnknownEnergyListsTheKnownOnes() {
    assertMessage(
        "energy must be one of " + String.join(", ", Energies.names()) + ", got `double_well`",
        () -> Energies.create("double_well"));
  }

  @Test
  void anUnknownConstantListsTheKnownOnes() {
    assertMessage(
        "constant of `double-well` must be one of a, b, c, got `d`",
        () -> Energies.create("double-well", Map.of("d", 1.0)));
  }

  @Test
  void anInvalidValueNamesConstantRuleAndFact() {
    assertMessage(
        "constant `c` must be from 0.001 to 1000, got -1",
        () -> Energies.create("double-well", Map.of("c", -1.0)));
    assertMessage(
        "constant `dimension` must be a whole number from 1 to 1000000, got 2.5",
        () -> Energies.create("gaussian", Map.of("dimension", 2.5)));
    assertMessage(
        "constant `temperature` must be from 1 to 1000, got NaN",
        () -> Energies.create("mueller-brown", Map.of("temperature", Double.NaN)));
    assertMessage(
        "constant `mean` must be from -1000 to 1000, got Infinity",
        () -> Energies.create("gaussian", Map.of("mean", Double.POSITIVE_INFINITY)));
  }

  @Test
  void aConstantWhoseDefaultBreaksItsRuleCannotBeMade() {
    assertMessage(
        "constant `k` must be from 0 to 1, got 2", () -> Constant.between("k", "x", 2, 0, 1));
  }

  /** As a user's jar does: a class, and a file that names it, on a path of their own. */
  @Test
  void aThirdPartyAddsAnEnergy(@TempDir Path jar) throws Exception {
    try (PluginLoader loader = new PluginLoader(jar, ThirdPartyProvider.class)) {
      loader.run(
          () -> {
            assertTrue(Energies.names().contains("third-party"), () -> "" + Energies.names());
            Energy energy = Energies.create("third-party");
            assertEquals(3, energy.dimension());
            assertMessage(
                "energy `third-party` has no constants, got `k`",
                () -> Energies.create("third-party", Map.of("k", 1.0)));
          });
    }
    assertFalse(Energies.names().contains("third-party"));
  }

  @Test
  void twoProvidersOfOneNameAreAnError(@TempDir Path jar) throws Exception {
    int count = Energies.names().size();
    try (PluginLoader loader = new PluginLoader(jar, RivalProvider.class)) {
      loader.run(
          () -> {
            IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> Energies.create("double-well"));
            assertTrue(e.getMessage().contains("must have one provider, it has "), e.getMessage());
            assertTrue(e.getMessage().contains(RivalProvider.class.getName()), e.getMessage());
            assertEquals("gaussian", Energies.create("gaussian").name());
            assertEquals(count, Energies.names().size());
          });
    }
  }

  @Test
  void aProviderThatCannotBeLoadedIsNamed(@TempDir Path jar) throws Exception {
    try (PluginLoader loader = new PluginLoader(jar, BrokenProvider.class)) {
      loader.run(
          () -> {
            IllegalStateException e = assertThrows(IllegalStateException.class, Energies::names);
            assertTrue(e.getMessage().contains(BrokenProvider.class.getName()), e.getMessage());
          });
    }
  }

  /** Threads of a host application may have no context class loader, or one that knows nothing. */
  @Test
  void builtInEnergiesDoNotNeedTheContextClassLoader() {
    List<String> names = Energies.names();
    assertTrue(names.contains("double-well"), () -> "" + names);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(null);
      assertEquals(names, Energies.names());
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      assertEquals(names, Energies.names());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void assertMessage(String message, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, e.getMessage());
  }

  /** An energy without constants. */
  public static final class ThirdPartyProvider implements EnergyProvider {
    @Override
    public String name() {
      return "third-party";
    }

    @Override
    public String summary() {
      return "a bowl";
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new PointwiseEnergy(name(), 3, (x, gradient) -> 0);
    }
  }

  /** Claims a name that is taken. */
  public static final class RivalProvider implements EnergyProvider {
    @Override
    public String name() {
      return "double-well";
    }

    @Override
    public String summary() {
      return "another one";
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      throw new UnsupportedOperationException();
    }
  }

  /** Fails as it is made. */
  public static final class BrokenProvider implements EnergyProvider {
    public BrokenProvider() {
      throw new UnsupportedOperationException("broken");
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String summary() {
      return "broken";
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      throw new UnsupportedOperationException();
    }
  }
}
