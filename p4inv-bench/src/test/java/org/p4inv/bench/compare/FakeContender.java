package org.p4inv.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A contender whose answers are its arguments, one for each request; then it behaves as told. */
final class FakeContender {
  private FakeContender() {}

  static ContenderSpec answering(String... answers) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeContender.class.getName()));
    command.addAll(List.of(answers));
    return new ContenderSpec("fake", command, Map.of("P4INV_FAKE", "set"));
  }

  public static void main(String[] answers) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String answer : answers) {
      String request = in.readLine();
      if (request == null) {
        return;
      }
      System.err.println(request);
      switch (answer) {
        case "end" -> System.exit(3);
        case "silent" -> in.read();
        case "environment" ->
            System.out.println(
                "{\"detail\": {\"fake\": \""
                    + System.getenv("P4INV_FAKE")
                    + "\", \"openblas\": "
                    + System.getenv().keySet().stream().anyMatch(n -> n.startsWith("OPENBLAS_"))
                    + "}}");
        default -> System.out.println(answer);
      }
    }
    in.read();
  }
}
