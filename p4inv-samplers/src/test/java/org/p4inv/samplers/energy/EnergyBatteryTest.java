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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.p4inv.samplers.energy.compose.ComposeFamily;
import org.p4inv.samplers.energy.flow.FlowFamily;
import org.p4inv.samplers.energy.mixture.MixtureFamily;
import org.p4inv.samplers.energy.particle.ParticleFamily;
import org.p4inv.samplers.energy.plane.PlaneFamily;
import org.p4inv.samplers.energy.posterior.PosteriorFamily;
import org.p4inv.samplers.energy.space.SpaceFamily;

/** Every energy of this library takes the battery. */
@Tag("once")
class EnergyBatteryTest {

  private static final List<EnergyFamily> FAMILIES =
      List.of(
          new ComposeFamily(),
          new FlowFamily(),
          new MixtureFamily(),
          new ParticleFamily(),
          new PlaneFamily(),
          new PosteriorFamily(),
          new SpaceFamily());

  private static List<EnergyCase> cases() {
    List<EnergyCase> cases = new ArrayList<>();
    FAMILIES.forEach(family -> cases.addAll(family.cases()));
    List<String> labels = cases.stream().map(EnergyCase::label).toList();
    for (String name : Energies.names()) {
      if (!labels.contains(name)) {
        cases.add(EnergyCase.named(name, 1.5));
      }
    }
    cases.add(new EnergyCase("one-point form", PointwiseEnergyTest.ring(), 1.5));
    return cases;
  }

  @TestFactory
  Stream<DynamicContainer> battery() {
    return cases().stream()
        .map(
            c ->
                c.edges()
                    ? EnergyContract.examineWithEdges(c.label(), c.energy(), c.spread())
                    : EnergyContract.examine(c.label(), c.energy(), c.spread()));
  }

  @Test
  void everyProviderIsFound() {
    List<String> names = new ArrayList<>();
    FAMILIES.forEach(family -> names.addAll(family.names()));
    Collections.sort(names);
    assertEquals(names, Energies.names());
  }

  @Test
  void everyEnergyHasACase() throws Exception {
    Path top = output().resolve(Energy.class.getPackageName().replace('.', '/'));
    List<Class<?>> tested = new ArrayList<>();
    cases().forEach(c -> tested.add(c.energy().getClass()));
    int found = 0;
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = output().relativize(file).toString().replace(".class", "");
        Class<?> type = Class.forName(name.replace(file.getFileSystem().getSeparator(), "."));
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
}
