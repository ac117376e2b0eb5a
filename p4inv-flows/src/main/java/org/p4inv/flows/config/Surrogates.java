package org.p4inv.flows.config;

/** Finds text that UTF-8 cannot carry. */
final class Surrogates {

  private Surrogates() {}

  /** Whether the text holds a high or low surrogate without its other half. */
  static boolean hasLone(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
