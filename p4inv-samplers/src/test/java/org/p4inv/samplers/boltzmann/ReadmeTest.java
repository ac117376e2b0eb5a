package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README compiles, runs, and prints numbers that are right. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTED =
      Pattern.compile("ESS (\\d\\.\\d+), log Z (\\d+\\.\\d+)\\R");

  @Test
  void exampleRuns(@TempDir Path folder) throws Exception {
    Matcher example = JAVA.matcher(Files.readString(README));
    assertTrue(example.find(), "README.md has a java example");
    Path source = Files.writeString(folder.resolve("Example.java"), example.group(1));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                errors,
                errors,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, result, errors.toString(StandardCharsets.UTF_8));

    Matcher printed = PRINTED.matcher(run(folder));
    assertTrue(printed.matches(), "what the example prints");
    assertTrue(Double.parseDouble(printed.group(1)) > 0.7, printed.group());
    // Ten thousand samples, an effective size of thousands: a standard error of about 0.01.
    assertEquals(logZ(), Double.parseDouble(printed.group(2)), 0.1, printed.group());
  }

  private static double logZ() {
    double sum = 0;
    for (double x = -6; x < 6; x += 1e-3) {
      sum += 1e-3 * Math.exp(4 * x * x - x * x * x * x);
    }
    return Math.log(sum * Math.sqrt(2 * Math.PI));
  }

  /** What main prints; run in this JVM, with the kernels under test. */
  private static String run(Path classes) throws IOException, ReflectiveOperationException {
    PrintStream saved = System.out;
    Locale savedLocale = Locale.getDefault();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ReadmeTest.class.getClassLoader())) {
      Locale.setDefault(Locale.ROOT);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var main = loader.loadClass("Example").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(saved);
      Locale.setDefault(savedLocale);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
