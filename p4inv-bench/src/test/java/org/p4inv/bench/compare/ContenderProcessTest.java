package org.p4inv.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.bench.cases.CaseRequest;

final class ContenderProcessTest {
  private static final CaseRequest REQUEST = CaseRequest.of("p4inv-step", 64, 1024);
  private static final double PATIENT = 60;

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void log() {
    log = folder.resolve("log");
  }

  @Test
  void asksAndReads() throws Exception {
    ContenderSpec fake =
        FakeContender.answering(
            "{\"ready\": true, \"detail\": {\"loss\": 1.5}}",
            "{\"seconds_per_operation\": 0.25, \"operations\": 4}");
    try (ContenderProcess process = new ContenderProcess(fake, log, PATIENT)) {
      assertEquals(1.5, process.prepare(REQUEST).path("loss").doubleValue());
      assertEquals(0.25, process.run(0.1));
    }
    assertEquals(
        "prepare p4inv-step best batch=1024 d=64 threads=1\nrun 0.1\n",
        Files.readString(log).replace("\r\n", "\n"));
  }

  @Test
  void environmentIsSetAndFreedOfBlasSettings() throws Exception {
    try (ContenderProcess process =
        new ContenderProcess(FakeContender.answering("environment"), log, PATIENT)) {
      JsonNode detail = process.prepare(REQUEST);
      assertEquals("set", detail.path("fake").asText());
      assertFalse(detail.path("openblas").booleanValue());
    }
  }

  @Test
  void skippingSaysWhy() throws IOException {
    assertEquals("no torch here", refusal(PATIENT, "{\"skipped\": \"no torch here\"}"));
  }

  @Test
  void anEndIsNoticed() throws IOException {
    assertEquals("it ended", refusal(PATIENT, "end"));
  }

  @Test
  void nonsenseIsNoticed() throws IOException {
    assertTrue(refusal(PATIENT, "Traceback").startsWith("it broke off: "));
  }

  @Test
  void silenceHasAnEnd() throws IOException {
    assertEquals("no answer in 0.5 s", refusal(0.5, "silent"));
  }

  @Test
  void aTimeMustBePositive() throws Exception {
    ContenderSpec fake =
        FakeContender.answering("{\"ready\": true}", "{\"seconds_per_operation\": 0}");
    try (ContenderProcess process = new ContenderProcess(fake, log, PATIENT)) {
      process.prepare(REQUEST);
      assertThrows(ContenderException.class, () -> process.run(0.1));
    }
  }

  private String refusal(double patience, String answer) throws IOException {
    try (ContenderProcess process =
        new ContenderProcess(FakeContender.answering(answer), log, patience)) {
      return assertThrows(ContenderException.class, () -> process.prepare(REQUEST)).getMessage();
    }
  }
}
