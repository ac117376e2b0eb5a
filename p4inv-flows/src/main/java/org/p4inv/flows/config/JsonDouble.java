package org.p4inv.flows.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as decimal text that reads back to the same bits and is the same on every JDK.
 *
 * <p>{@link Double#toString} changed its digits in JDK 19, so it is not used. The exact value is
 * rounded to 15 significant digits, then 16, then 17, and the first that reads back is taken: 17
 * always do, and every decimal of at most 15 digits comes back as it was typed (in the range of the
 * normal doubles).
 */
final class JsonDouble {

  private JsonDouble() {}

  /** The text, with a fraction or an exponent, so that it reads as a double and not a long. */
  static String write(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a JSON number must be finite, got " + value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = shortest(value).stripTrailingZeros();
    double size = Math.abs(value);
    String text = size >= 1e-5 && size < 1e15 ? decimal.toPlainString() : decimal.toString();
    boolean integer = text.indexOf('.') < 0 && text.indexOf('E') < 0;
    return integer ? text + ".0" : text;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 15; digits < 17; digits++) {
      BigDecimal rounded = round(exact, digits);
      if (Double.parseDouble(rounded.toString()) == value) {
        return rounded;
      }
    }
    return round(exact, 17);
  }

  private static BigDecimal round(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
