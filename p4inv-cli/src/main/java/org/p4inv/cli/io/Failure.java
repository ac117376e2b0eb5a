package org.p4inv.cli.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A command could not do what it was asked for. The message is one line for people. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  /** A failure for a reason that stands for itself. */
  public Failure(String message) {
    super(message);
  }

  /** A failure with the exception behind it. */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }

  /** One line for people on any exception: the files of the JDK say only their name. */
  public static String describe(Throwable e) {
    return text(e).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  private static String text(Throwable e) {
    if (e instanceof NoSuchFileException missing) {
      return "file `" + missing.getFile() + "` must exist, it does not";
    }
    if (e instanceof AccessDeniedException denied) {
      return "file `" + denied.getFile() + "` must be accessible, permission is denied";
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return "file `" + file.getFile() + "`: " + e.getClass().getSimpleName();
    }
    if (e instanceof ArithmeticException) {
      return "sizes must stay below 2^31 numbers, they do not (" + e.getMessage() + ")";
    }
    if (e instanceof NullPointerException || e.getMessage() == null) {
      return "unexpected " + e + "; --stack-trace shows where";
    }
    return e.getMessage();
  }
}
