package org.p4inv.flows.model;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Replaces a file as a whole or not at all.
 *
 * <p>The content goes to a temporary file beside the target, is forced to disk, and takes the
 * target's name by one atomic rename; then the folder is forced to disk where the system allows it.
 * Whoever opens the target sees the old file or the new one, also after a crash.
 */
final class Replacement {

  /** Writes the content of a file from its start. */
  @FunctionalInterface
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private Replacement() {}

  /**
   * Puts the content where {@code target} is.
   *
   * @param target in a folder that exists; a symbolic link is replaced itself, not followed
   * @throws IOException if anything fails before the rename, the rename included: the message names
   *     the target and the cause. The old file is then as it was, and the temporary file is gone.
   */
  static void of(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    // Not from the target's name, which may be as long as a name can be.
    Path temporary = absolute.resolveSibling(".p4inv-" + UUID.randomUUID() + ".tmp");
    try {
      replace(temporary, absolute, content);
    } catch (IOException e) {
      throw new IOException(target + ": not written, what was there is unchanged; cause: " + e, e);
    }
    forceFolder(absolute.getParent());
  }

  private static void replace(Path temporary, Path target, Content content) throws IOException {
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      delete(temporary, e);
      throw e;
    }
  }

  private static void delete(Path temporary, Throwable why) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** The rename stands already; a system that cannot force a folder (Windows) only delays it. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException notPossibleHere) {
      // Nothing is lost but the guarantee that the new file, not the old, survives a power cut.
    }
  }
}
