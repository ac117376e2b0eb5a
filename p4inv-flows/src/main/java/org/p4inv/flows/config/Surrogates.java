package org.p4inv.flows.config;

/** Finds text that UTF-8 cannot carry. */
final class Surrogates {

  private Surrogates() {}

  /** Whether the text holds a high or low surrogate without its other half. */
  static boolean hasLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
