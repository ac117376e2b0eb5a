package org.p4inv.flows.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write that fails at any point leaves the old file as it was, and nothing beside it. */
class SafetensorsReplaceTest {

  private static final Map<String, Tensor> OLD = Map.of("x", Tensor.of(new float[] {1}, 1));
  private static final Map<String, Tensor> NEW = Map.of("x", Tensor.of(new float[] {2}, 1));

  @TempDir private Path folder;

  private Path file;
  private byte[] old;

  @BeforeEach
  void writeOldFile() throws IOException {
    file = folder.resolve("model.safetensors");
    Safetensors.write(file, Map.of(), OLD);
    old = Files.readAllBytes(file);
  }

  @Test
  void replacesAFile() throws IOException {
    Safetensors.write(file, Map.of(), NEW);
    assertEquals(2, Safetensors.read(file).floats("x", 1)[0]);
    assertEquals(List.of(file), filesIn(folder));
  }

  @Test
  void takesARelativePath() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
    Safetensors.write(relative, Map.of(), NEW);
    assertEquals(2, Safetensors.read(file).floats("x", 1)[0]);
  }

  @Test
  void contentThatFailsHalfway() throws IOException {
    IOException full = new IOException("disk full");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                Replacement.of(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.allocate(100));
                      assertEquals(2, filesIn(folder).size(), "the temporary file is beside");
                      assertArrayEquals(old, Files.readAllBytes(file));
                      throw full;
                    }));
    assertSame(full, e.getCause());
    assertEquals(
        file + ": not written, what was there is unchanged; cause: java.io.IOException: disk full",
        e.getMessage());
    assertUnchanged();
  }

  @Test
  void contentThatThrowsWhatIsNoIoException() throws IOException {
    for (Throwable thrown : List.of(new IllegalStateException("x"), new OutOfMemoryError("x"))) {
      Throwable e =
          assertThrows(
              thrown.getClass(),
              () ->
                  Replacement.of(
                      file,
                      channel -> {
                        channel.write(ByteBuffer.allocate(100));
                        if (thrown instanceof Error error) {
                          throw error;
                        }
                        throw (RuntimeException) thrown;
                      }));
      assertSame(thrown, e);
      assertUnchanged();
    }
  }

  @Test
  void anInterruptedWrite() throws IOException {
    Thread.currentThread().interrupt();
    try {
      IOException e = assertThrows(IOException.class, () -> Safetensors.write(file, Map.of(), NEW));
      assertEquals(ClosedByInterruptException.class, e.getCause().getClass());
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is still known");
    }
    assertUnchanged();
  }

  @Test
  void aRenameThatFails() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path inside = Files.writeString(target.resolve("inside"), "kept");
    IOException e = assertThrows(IOException.class, () -> Safetensors.write(target, Map.of(), NEW));
    assertTrue(e.getMessage().startsWith(target + ": not written, what was"), e.getMessage());
    assertEquals("kept", Files.readString(inside));
    assertEquals(List.of(file, target), filesIn(folder));
    assertEquals(List.of(inside), filesIn(target));
  }

  @Test
  void aFolderThatIsAFile() throws IOException {
    Path target = file.resolve("model");
    IOException e = assertThrows(IOException.class, () -> Safetensors.write(target, Map.of(), NEW));
    assertTrue(e.getMessage().startsWith(target + ": not written"), e.getMessage());
    assertUnchanged();
  }

  @Test
  void aFolderThatIsNotThere() throws IOException {
    Path target = folder.resolve("absent").resolve("model");
    assertThrows(IOException.class, () -> Safetensors.write(target, Map.of(), NEW));
    assertUnchanged();
  }

  @Test
  void badArgumentsTouchNothing() throws IOException {
    assertThrows(
        IllegalArgumentException.class,
        () -> Safetensors.write(file, Map.of(), Map.of("__metadata__", OLD.get("x"))));
    assertUnchanged();
  }

  @Test
  void aNameAsLongAsItCanBe() throws IOException {
    Path target = folder.resolve("x".repeat(250));
    Safetensors.write(target, Map.of(), NEW);
    assertEquals(2, Safetensors.read(target).floats("x", 1)[0]);
  }

  private void assertUnchanged() throws IOException {
    assertArrayEquals(old, Files.readAllBytes(file));
    assertEquals(List.of(file), filesIn(folder));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
