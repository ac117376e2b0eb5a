package org.p4inv.flows.model;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not what was wanted: its bytes are wrong, not the disk. */
public final class SafetensorsException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Names from a hostile file must not make a message of megabytes. */
  private static final int LIMIT = 500;

  /**
   * @param file the file at fault, first in the message
   * @param problem what is wrong and what would have been right; cut after 500 characters, and in
   *     one line of visible text whatever the file holds
   */
  public SafetensorsException(Path file, String problem) {
    super(file + ": " + visible(clip(problem)));
  }

  private static String clip(String text) {
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().map(c -> isVisible(c) ? c : '?').forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
