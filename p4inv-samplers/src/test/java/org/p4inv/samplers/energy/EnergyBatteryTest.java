package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every energy of this library takes the battery. */
class EnergyBatteryTest {

  /** One line for each case. */
  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String name : Energies.names()) {
      cases.add(new Case(name + " with its defaults", Energies.create(name), 1.5));
    }
    cases.add(new Case("symmetric double well", new DoubleWell(0, -4, 1), 1.5));
    cases.add(new Case("narrow double well", new DoubleWell(3, -40, 20), 1));
    cases.add(new Case("single well", new DoubleWell(0.5, 1, 0.25), 1));
    cases.add(new Case("double well with one minimum", new DoubleWell(-30, -4, 1), 1));
    cases.add(new Case("Mueller-Brown at kT = 10", new MuellerBrown(10), 1));
    cases.add(new Case("Mueller-Brown at kT = 300", new MuellerBrown(300), 1.5));
    cases.add(new Case("Gaussian on a line", new IsotropicGaussian(1, -0.75, 2), 2));
    cases.add(new Case("Gaussian in the plane", new IsotropicGaussian(2, 1.5, 0.25), 1));
    cases.add(new Case("Gaussian in 7-D", new IsotropicGaussian(7, 0.5, 3), 3));
    cases.add(new Case("Gaussian in 300-D", new IsotropicGaussian(300, -2, 0.5), 2));
    cases.add(new Case("one-point form", PointwiseEnergyTest.ring(), 1.5));
    return cases;
  }

  @TestFactory
  Stream<DynamicContainer> battery() {
    return cases().stream().map(c -> EnergyContract.examine(c.label, c.energy, c.spread));
  }

  @Test
  void everyProviderIsFound() {
    assertEquals(List.of("double-well", "gaussian", "mueller-brown"), Energies.names());
  }

  @Test
  void everyEnergyOfThePackageHasACase() throws Exception {
    Path classes = output().resolve(Energy.class.getPackageName().replace('.', '/'));
    List<Class<?>> tested = new ArrayList<>();
    cases().forEach(c -> tested.add(c.energy.getClass()));
    int found = 0;
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Energy.class.getPackageName() + "." + name);
        if (Energy.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          assertTrue(tested.contains(type), () -> type + " must have a case in the battery");
          found++;
        }
      }
    }
    assertTrue(found >= 4, "energies found: " + found);
  }

  /** On the class path and on the module path the same energies are found. */
  @Test
  void moduleAndServicesFileNameTheSameProviders() throws Exception {
    String service = EnergyProvider.class.getName();
    List<String> listed = Files.readAllLines(output().resolve("META-INF/services/" + service));
    try (InputStream module = Files.newInputStream(output().resolve("module-info.class"))) {
      List<String> provided =
          ModuleDescriptor.read(module).provides().stream()
              .filter(provides -> provides.service().equals(service))
              .flatMap(provides -> provides.providers().stream())
              .toList();
      assertEquals(listed, provided);
    }
  }

  private static Path output() throws URISyntaxException {
    return Path.of(Energy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void energiesTellTheConstantsTheyWereMadeWith() {
    for (String name : Energies.names()) {
      Map<String, Double> defaults = new LinkedHashMap<>();
      Energies.provider(name).constants().forEach(c -> defaults.put(c.name(), c.defaultValue()));
      assertEquals(defaults, Energies.create(name).constants(), name);
      assertEquals(name, Energies.create(name).name());
    }
  }

  private record Case(String label, Energy energy, double spread) {}
}
