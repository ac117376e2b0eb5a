package org.p4inv.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The Java examples of a Markdown page, each a class with a main method: compiled and run. */
public final class Snippets {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS =
      Pattern.compile("^(?:public )?(?:final )?class (\\w+)", Pattern.MULTILINE);

  private Snippets() {}

  /** The sources on a page, in their order. */
  public static List<String> of(Path page) throws IOException {
    return JAVA.matcher(Files.readString(page))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /**
   * What a source prints; it runs in this JVM, with the kernels under test.
   *
   * @param folder where to compile to
   */
  public static String run(String source, Path folder)
      throws IOException, ReflectiveOperationException {
    Matcher name = CLASS.matcher(source);
    assertEquals(true, name.find(), "an example is a class:\n" + source);
    compile(Files.writeString(folder.resolve(name.group(1) + ".java"), source), folder);
    PrintStream saved = System.out;
    Locale savedLocale = Locale.getDefault();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Snippets.class.getClassLoader())) {
      Locale.setDefault(Locale.ROOT);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var main = loader.loadClass(name.group(1)).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[] {folder.toString()});
    } finally {
      System.setOut(saved);
      Locale.setDefault(savedLocale);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void compile(Path source, Path folder) {
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
  }
}
