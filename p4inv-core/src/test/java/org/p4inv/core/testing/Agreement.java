package org.p4inv.core.testing;

import static org.junit.jupiter.api.Assertions.fail;

/** Comparisons of arrays whose failures name the case, the index, and both numbers. */
public final class Agreement {
  private Agreement() {}

  /** Within the tolerance; what is not finite must be the same. */
  public static void near(String name, double expected, double actual, double tolerance) {
    if (!isNear(expected, actual, tolerance)) {
      fail(message(name, expected, actual) + distance(expected, actual, tolerance));
    }
  }

  /** Element by element within one tolerance each. */
  public static void near(String name, double[] expected, double[] actual, double[] tolerance) {
    sameLength(name, expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      if (!isNear(expected[i], actual[i], tolerance[i])) {
        fail(
            message(name + ", index " + i, expected[i], actual[i])
                + distance(expected[i], actual[i], tolerance[i]));
      }
    }
  }

  /** The same bits, a zero's sign included; one NaN is as good as another. */
  public static void sameBits(String name, double[] expected, double[] actual) {
    sameLength(name, expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        fail(message(name + ", index " + i, expected[i], actual[i]) + ", other bits");
      }
    }
  }

  /** The same bits, a zero's sign included; one NaN is as good as another. */
  public static void sameBits(String name, float[] expected, float[] actual) {
    sameLength(name, expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        fail(message(name + ", index " + i, expected[i], actual[i]) + ", other bits");
      }
    }
  }

  private static boolean isNear(double expected, double actual, double tolerance) {
    return Math.abs(expected - actual) <= tolerance || Double.compare(expected, actual) == 0;
  }

  private static void sameLength(String name, int expected, int actual) {
    if (expected != actual) {
      fail(name + ": expected length " + expected + ", actual " + actual);
    }
  }

  private static String message(String name, double expected, double actual) {
    return name + ": expected " + expected + ", actual " + actual;
  }

  private static String distance(double expected, double actual, double tolerance) {
    return ", distance " + Math.abs(expected - actual) + ", tolerance " + tolerance;
  }
}
