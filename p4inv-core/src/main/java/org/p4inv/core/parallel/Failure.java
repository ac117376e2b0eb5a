package org.p4inv.core.parallel;

/** The failed part with the lowest index: what a job throws does not depend on the workers. */
record Failure(int index, Throwable cause) {

  static Failure first(Failure known, int index, Throwable cause) {
    return known == null || index < known.index ? new Failure(index, cause) : known;
  }

  static void rethrow(Failure failure) {
    if (failure != null) {
      throw Failure.<RuntimeException>undeclared(failure.cause);
    }
  }

  /** Throws it as it is: a part written in Kotlin or Scala may throw what Java has to declare. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException undeclared(Throwable cause) throws T {
    throw (T) cause;
  }
}
