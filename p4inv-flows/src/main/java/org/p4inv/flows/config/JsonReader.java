package org.p4inv.flows.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recursive descent over one JSON text; {@link Json#parse} is its contract. One reader reads one
 * text once.
 */
final class JsonReader {

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  Object document() {
    skipWhitespace();
    Object value = value(1);
    skipWhitespace();
    if (at < text.length()) {
      throw expected("the end of the text");
    }
    return value;
  }

  private Object value(int depth) {
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw expected("a value");
    };
  }

  private Map<String, Object> object(int depth) {
    open(depth);
    Map<String, Object> map = new LinkedHashMap<>();
    if (accept('}')) {
      return map;
    }
    do {
      skipWhitespace();
      int start = at;
      if (peek() != '"') {
        throw expected("a key in double quotes");
      }
      String key = string();
      if (map.containsKey(key)) {
        throw error(start, "expected a new key, got " + Describe.text(key) + " a second time");
      }
      skipWhitespace();
      if (!accept(':')) {
        throw expected("':'");
      }
      skipWhitespace();
      map.put(key, value(depth + 1));
      skipWhitespace();
    } while (accept(','));
    if (!accept('}')) {
      throw expected("',' or '}'");
    }
    return map;
  }

  private List<Object> list(int depth) {
    open(depth);
    List<Object> list = new ArrayList<>();
    if (accept(']')) {
      return list;
    }
    do {
      skipWhitespace();
      list.add(value(depth + 1));
      skipWhitespace();
    } while (accept(','));
    if (!accept(']')) {
      throw expected("',' or ']'");
    }
    return list;
  }

  private void open(int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw error(at, "nesting must be at most " + Json.MAX_DEPTH + " deep, got " + depth);
    }
    at++;
    skipWhitespace();
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw expected("the word " + word);
    }
    at += word.length();
    return value;
  }

  private String string() {
    int start = at++;
    skipPlain();
    if (accept('"')) {
      return checked(start, text.substring(start + 1, at - 1));
    }
    StringBuilder out = new StringBuilder().append(text, start + 1, at);
    while (!accept('"')) {
      char c = peek();
      if (c < ' ') {
        throw expected("a character of a string or '\"'");
      }
      at++;
      out.append(c == '\\' ? escaped() : c);
    }
    return checked(start, out.toString());
  }

  /** Most strings have no escapes, and are copied in one piece. */
  private void skipPlain() {
    while (at < text.length()
        && text.charAt(at) != '"'
        && text.charAt(at) != '\\'
        && text.charAt(at) >= ' ') {
      at++;
    }
  }

  private String checked(int start, String string) {
    if (Surrogates.hasLone(string)) {
      throw error(start, "a string must not hold half a surrogate pair");
    }
    return string;
  }

  private char escaped() {
    char c = peek();
    String decoded = "\"\\/\b\f\n\r\t";
    int index = "\"\\/bfnrt".indexOf(c);
    if (index < 0 && c != 'u') {
      throw expected("one of \" \\ / b f n r t u after '\\'");
    }
    at++;
    return index < 0 ? hexadecimal() : decoded.charAt(index);
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      // Character.digit alone would also take the digits of other scripts.
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw expected("four hexadecimal digits after '\\u'");
      }
      code = 16 * code + digit;
      at++;
    }
    return (char) code;
  }

  private Object number() {
    int start = at;
    accept('-');
    if (!accept('0')) {
      digits();
    }
    boolean integer = true;
    if (accept('.')) {
      integer = false;
      digits();
    }
    if (accept('e') || accept('E')) {
      integer = false;
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    String number = text.substring(start, at);
    return integer && number.length() <= 20 ? integer(number) : real(number, start);
  }

  /** At most a sign and 19 digits fit a long: 20 characters. */
  private static Object integer(String number) {
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException beyondLong) {
      return Double.valueOf(number);
    }
  }

  private Double real(String number, int start) {
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw error(start, "a number must be finite as a double, got " + Describe.clip(number));
    }
    return value;
  }

  private void digits() {
    if (!isDigit()) {
      throw expected("a digit");
    }
    while (isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private void skipWhitespace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(char wanted) {
    boolean found = at < text.length() && text.charAt(at) == wanted;
    if (found) {
      at++;
    }
    return found;
  }

  /** The next character, or 0 (which no rule accepts) at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException expected(String rule) {
    return error(at, "expected " + rule + ", got " + Describe.character(text, at));
  }

  private IllegalArgumentException error(int position, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < position; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int column = position - lineStart + 1;
    return new IllegalArgumentException(
        "JSON line " + line + ", column " + column + ": " + problem);
  }
}
