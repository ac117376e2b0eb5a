package org.p4inv.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may see whom. "The libraries need the JDK and nothing else" is a failing test here, not a
 * sentence.
 */
final class ArchitectureTest {
  private static final String CORE = "org.p4inv.core..";
  private static final String FLOWS = "org.p4inv.flows..";
  private static final String SAMPLERS = "org.p4inv.samplers..";
  private static final String CLI = "org.p4inv.cli..";
  private static final String BENCH = "org.p4inv.bench..";

  private static JavaClasses main;

  @BeforeAll
  static void importMainClasses() {
    // The rules need names only. Reading the JDK's own classes would tie this test to its version.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The fixtures of other modules come as jars where these have been packaged.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.p4inv");
  }

  @Test
  void modulesSeeOnlyThoseBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(CORE)
        .layer("flows")
        .definedBy(FLOWS)
        .layer("samplers")
        .definedBy(SAMPLERS)
        .layer("cli")
        .definedBy(CLI)
        .layer("bench")
        .definedBy(BENCH)
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("samplers")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("flows")
        .mayOnlyBeAccessedByLayers("samplers", "cli", "bench")
        .check(main);
  }

  @Test
  void librariesDependOnJavaBaseAlone() {
    classes()
        .that()
        .resideInAnyPackage(CORE, FLOWS, SAMPLERS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.io",
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.ref",
                    "java.lang.reflect",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio..",
                    "java.security..",
                    "java.time..",
                    "java.util",
                    "java.util.concurrent..",
                    "java.util.function",
                    "java.util.random",
                    "java.util.regex",
                    "java.util.stream",
                    "java.util.zip")
                .or(resideInAnyPackage(CORE, FLOWS, SAMPLERS))
                .or(resideInAnyPackage("jdk.incubator.vector"))
                .as("are in java.base or ours, or in the vector API"))
        .check(main);
  }

  /** One class measures the machine's peak, which the kernels are compared with: without them. */
  @Test
  void onePackageKnowsTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.p4inv.core.kernel.vector")
        .and()
        .doNotHaveFullyQualifiedName("org.p4inv.bench.roofline.VectorPeak")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(main);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.p4inv.(**)").should().beFreeOfCycles().check(main);
  }

  @Test
  void coreDescriptor() {
    assertDescriptor(
        "org.p4inv.core",
        Set.of("java.base", "static jdk.incubator.vector"),
        Set.of(
            "org.p4inv.core.kernel",
            "org.p4inv.core.linalg",
            "org.p4inv.core.math",
            "org.p4inv.core.optimize",
            "org.p4inv.core.p4",
            "org.p4inv.core.parallel",
            "org.p4inv.core.random"));
  }

  @Test
  void flowsDescriptor() {
    assertDescriptor(
        "org.p4inv.flows",
        Set.of("java.base", "transitive org.p4inv.core"),
        Set.of(
            "org.p4inv.flows",
            "org.p4inv.flows.autoregressive",
            "org.p4inv.flows.base",
            "org.p4inv.flows.bijection",
            "org.p4inv.flows.check",
            "org.p4inv.flows.conditioner",
            "org.p4inv.flows.config",
            "org.p4inv.flows.coupling",
            "org.p4inv.flows.data",
            "org.p4inv.flows.elementwise",
            "org.p4inv.flows.linear",
            "org.p4inv.flows.normalization",
            "org.p4inv.flows.train",
            "org.p4inv.flows.transformer"));
  }

  @Test
  void samplersDescriptor() {
    assertDescriptor(
        "org.p4inv.samplers",
        Set.of("java.base", "transitive org.p4inv.flows"),
        Set.of(
            "org.p4inv.samplers.boltzmann",
            "org.p4inv.samplers.boltzmann.stochastic",
            "org.p4inv.samplers.chain",
            "org.p4inv.samplers.chain.diagnose",
            "org.p4inv.samplers.chain.kernel",
            "org.p4inv.samplers.chain.temper",
            "org.p4inv.samplers.energy",
            "org.p4inv.samplers.energy.compose",
            "org.p4inv.samplers.energy.flow",
            "org.p4inv.samplers.energy.mixture",
            "org.p4inv.samplers.energy.particle",
            "org.p4inv.samplers.energy.plane",
            "org.p4inv.samplers.energy.posterior",
            "org.p4inv.samplers.energy.space",
            "org.p4inv.samplers.estimate",
            "org.p4inv.samplers.report"));
  }

  /** A provider that only one of the two lists names is found on one of the two paths only. */
  @Test
  void servicesAreTheSameOnModulePathAndClassPath() throws IOException {
    Map<String, Set<String>> onModulePath = new TreeMap<>();
    for (ModuleDescriptor module : descriptors().values()) {
      module.uses().forEach(service -> onModulePath.computeIfAbsent(service, s -> new TreeSet<>()));
      module
          .provides()
          .forEach(
              provides ->
                  onModulePath
                      .computeIfAbsent(provides.service(), s -> new TreeSet<>())
                      .addAll(provides.providers()));
    }
    Map<String, Set<String>> onClassPath = new TreeMap<>();
    for (String service : onModulePath.keySet()) {
      Set<String> providers = new TreeSet<>();
      for (URL file : resources("META-INF/services/" + service)) {
        try (InputStream in = file.openStream()) {
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .forEach(providers::add);
        }
      }
      onClassPath.put(service, providers);
    }
    assertEquals(onModulePath, onClassPath);
  }

  /** Exact, so that a new dependency or a new exported package is a decision someone reads here. */
  private static void assertDescriptor(String name, Set<String> requires, Set<String> exports) {
    ModuleDescriptor module = descriptors().get(name);
    assertNotNull(module, () -> "no module-info.class of " + name + " on the class path");
    assertEquals(
        new TreeSet<>(requires),
        module.requires().stream()
            .map(ArchitectureTest::describe)
            .collect(toCollection(TreeSet::new)),
        () -> "requires of " + name);
    assertEquals(
        new TreeSet<>(exports),
        module.exports().stream().map(Exports::toString).collect(toCollection(TreeSet::new)),
        () -> "exports of " + name);
    assertEquals(Set.of(), module.opens(), () -> "opens of " + name);
  }

  /** As one would write it after "requires", without the compiled version. */
  private static String describe(Requires requires) {
    Stream<String> modifiers =
        requires.modifiers().stream()
            .filter(modifier -> modifier != Requires.Modifier.MANDATED)
            .map(modifier -> modifier.name().toLowerCase(Locale.ROOT))
            .sorted();
    return String.join(" ", Stream.concat(modifiers, Stream.of(requires.name())).toList());
  }

  /**
   * The built descriptors of this project, from folders of classes or from jars, by module name.
   */
  private static Map<String, ModuleDescriptor> descriptors() {
    return resources("module-info.class").stream()
        .map(ArchitectureTest::read)
        .filter(module -> module.name().startsWith("org.p4inv."))
        .collect(toMap(ModuleDescriptor::name, module -> module, (first, second) -> first));
  }

  private static List<URL> resources(String name) {
    try {
      return Collections.list(ArchitectureTest.class.getClassLoader().getResources(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleDescriptor read(URL file) {
    try (InputStream in = file.openStream()) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
