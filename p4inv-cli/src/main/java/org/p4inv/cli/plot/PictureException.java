package org.p4inv.cli.plot;

import java.io.IOException;

/**
 * A picture could not be drawn or written. Nothing was left behind, and an older picture of that
 * name is untouched. The message is one line for people: what failed, why, and what would help.
 */
public final class PictureException extends IOException {
  private static final long serialVersionUID = 1;

  PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
