package org.p4inv.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder for the files of one run, known to be writable before the work begins.
 *
 * @param path as the user gave it
 */
public record OutputFolder(Path path) {

  /** Creates the folder, where it is not there, and tries to write in it. */
  public static OutputFolder create(Path path) throws Failure {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new Failure("`--out` must be a folder, `" + path + "` is a file");
    }
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".p4inv-", ".tmp"));
    } catch (IOException e) {
      throw new Failure(
          "`--out` must be a folder that can be written, `"
              + path
              + "` cannot: "
              + Failure.describe(e),
          e);
    }
    return new OutputFolder(path);
  }

  /** The path of a file in this folder. */
  public Path file(String name) {
    return path.resolve(name);
  }
}
