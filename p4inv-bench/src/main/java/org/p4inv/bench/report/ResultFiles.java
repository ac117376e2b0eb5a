package org.p4inv.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.p4inv.cli.io.Json;

/** The files of a run: {@code results.json}, and {@code results.md} which is made from it. */
public final class ResultFiles {
  private static final String JSON = "results.json";
  private static final String MARKDOWN = "results.md";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultFiles() {}

  /** Writes both, each whole or not at all. */
  public static void write(Path folder, BenchResults results) throws IOException {
    Files.createDirectories(folder);
    Json.write(folder.resolve(JSON), text(results));
    Json.write(folder.resolve(MARKDOWN), MarkdownReport.of(results));
  }

  /** Reads what {@link #write} wrote. */
  public static BenchResults read(Path folder) throws IOException {
    return parse(Files.readString(folder.resolve(JSON)));
  }

  static String text(BenchResults results) throws IOException {
    return MAPPER.writeValueAsString(results).replace("\r\n", "\n") + "\n";
  }

  static BenchResults parse(String text) throws IOException {
    return MAPPER.readValue(text, BenchResults.class);
  }
}
