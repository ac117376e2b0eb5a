package org.p4inv.flows.model;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not the safetensors file that was wanted: its bytes are wrong, not the disk. */
public final class SafetensorsException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Names from a hostile file must not make a message of megabytes. */
  private static final int LIMIT = 500;

  /**
   * @param file the file at fault, first in the message
   * @param problem what is wrong and what would have been right; cut after 500 characters
   */
  SafetensorsException(Path file, String problem) {
    super(file + ": " + clip(problem));
  }

  private static String clip(String text) {
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
  }
}
