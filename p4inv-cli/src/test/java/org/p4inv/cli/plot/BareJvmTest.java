package org.p4inv.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a JVM that cannot draw, the caller gets the checked error; nothing else escapes. */
class BareJvmTest {
  private static final int REFUSED = 3;

  @TempDir Path folder;

  /** What runs in the other JVM: writes a picture, or prints why not. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      try {
        TrainingPicture.write(Path.of(arguments[0]), Examples.doubleWellPicture());
      } catch (PictureException e) {
        System.out.println(e.getMessage());
        System.exit(REFUSED);
      }
    }
  }

  @Test
  void withoutJavaDesktop() throws IOException, InterruptedException {
    assertRefused(run(Map.of(), "--limit-modules", "java.base"));
  }

  @Test
  void withAScreenThatIsNotThere() throws IOException, InterruptedException {
    assertEquals(0, run(Map.of("DISPLAY", ":987")).code());
    assertTrue(Files.exists(png()));
  }

  /** Some JVMs bring fonts of their own: then the picture is there, else the clear line. */
  @Test
  void withoutFonts() throws IOException, InterruptedException {
    Run run = run(Map.of("FONTCONFIG_FILE", "/dev/null"));
    if (run.code() != 0) {
      assertRefused(run);
    }
  }

  private void assertRefused(Run run) {
    assertEquals(REFUSED, run.code(), run.output());
    assertTrue(run.output().startsWith("Cannot draw the picture: "), run.output());
    assertEquals(1, run.output().lines().count(), run.output());
    assertFalse(Files.exists(png()));
  }

  private Path png() {
    return folder.resolve("picture.png");
  }

  private record Run(int code, String output) {}

  private Run run(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), png().toString()));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(output, StandardCharsets.UTF_8));
  }
}
