package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;

/**
 * The example application of docs/examples/scoring compiles and runs in a JVM of its own, on the
 * class path and on the module path, with the vector module and without it.
 */
class ScoringExampleTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "scoring");
  private static final double THRESHOLD = -4.0;

  @TempDir private Path folder;

  @Test
  void runsOnTheClassPathAndOnTheModulePath() throws Exception {
    String path = place(Kernels.class) + File.pathSeparator + place(Flow.class);
    Path model = folder.resolve("model.safetensors");
    Flow flow = flow();
    flow.save(model);
    String expected = below(flow) + " of 1000 points are below " + THRESHOLD;

    Path modular = compile("--module-path", path);
    Path plain = compile("--class-path", path);
    List<String> arguments = List.of(model.toString(), Double.toString(THRESHOLD));
    for (List<String> vector :
        List.of(List.of("--add-modules", "jdk.incubator.vector"), List.<String>of())) {
      String modules = path + File.pathSeparator + modular;
      assertEquals(
          expected,
          run(
              vector,
              List.of("-p", modules, "-m", "org.example.scoring/org.example.Scoring"),
              arguments),
          "module path " + vector);
      String classes = path + File.pathSeparator + plain;
      assertEquals(
          expected,
          run(vector, List.of("-cp", classes, "org.example.Scoring"), arguments),
          "class path " + vector);
    }
  }

  private static Flow flow() {
    Bijection bijection =
        Chain.of(
            new P4InvLinear(2, P4InvLinear.Start.REVERSAL),
            Couplings.affine(2, 1, Activation.TANH, 8));
    return Flow.initial(new StandardNormal(2), bijection, 1);
  }

  private static long below(Flow flow) {
    double[] logDensity = flow.logDensity(flow.sample(1000, 7));
    return Arrays.stream(logDensity).filter(v -> v < THRESHOLD).count();
  }

  /** Where a class was loaded from: a folder of classes, or a jar. */
  private static String place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private Path compile(String option, String path) throws IOException {
    Path classes = Files.createDirectory(folder.resolve(option));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all",
                "-d",
                classes.toString(),
                option,
                path));
    arguments.add(EXAMPLE.resolve("org/example/Scoring.java").toString());
    if (option.equals("--module-path")) {
      arguments.add(EXAMPLE.resolve("module-info.java").toString());
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, errors, errors, arguments.toArray(String[]::new));
    assertEquals(0, result, errors.toString(StandardCharsets.UTF_8));
    return classes;
  }

  /** What the program prints. */
  private String run(List<String> vector, List<String> program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(vector);
    command.addAll(program);
    command.addAll(arguments);
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command + "\n" + Files.readString(errors));
    return printed.strip();
  }
}
