package org.p4inv.bench.compare;

/** A contender did not do what it was asked for; the message says why in one sentence. */
final class ContenderException extends Exception {
  private static final long serialVersionUID = 1L;

  ContenderException(String message) {
    super(message);
  }

  ContenderException(String message, Throwable cause) {
    super(message, cause);
  }
}
