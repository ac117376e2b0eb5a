package org.p4inv.samplers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LazyTest {

  @Test
  void computesOnceAndRetriesFailures() {
    int[] calls = {0};
    Lazy<String> lazy =
        new Lazy<>(
            () -> {
              if (calls[0]++ == 0) {
                throw new IllegalStateException("first");
              }
              return "call " + calls[0];
            });
    assertThrows(IllegalStateException.class, lazy::get);
    assertEquals("call 2", lazy.get());
    assertEquals("call 2", lazy.get());
    assertEquals(2, calls[0]);
  }
}
