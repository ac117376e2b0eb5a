package org.p4inv.flows.coupling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which coordinates each mask transforms. */
class MaskTest {

  private static int[] transformed(Mask mask) {
    return IntStream.range(0, mask.transformed()).map(mask::transformed).toArray();
  }

  private static void assertTransforms(Mask mask, int d, int... expected) {
    assertEquals(d, mask.dimension());
    assertEquals(d - expected.length, mask.passing());
    assertArrayEquals(expected, transformed(mask));
    assertArrayEquals(expected, mask.config().integers("transformed"));
  }

  @Test
  void namedMasks() {
    assertTransforms(Mask.first(4, 1), 4, 1, 2, 3);
    assertTransforms(Mask.halves(5), 5, 2, 3, 4);
    assertTransforms(Mask.alternating(5), 5, 1, 3);
    // . x .
    // x . x
    assertTransforms(Mask.checkerboard(2, 3), 6, 1, 3, 5);
    // . x
    // x .
    assertTransforms(Mask.checkerboard(2, 2), 4, 1, 2);
    assertTransforms(Mask.of(true, false, true), 3, 0, 2);
    assertTransforms(Mask.transforming(4, 3, 1), 4, 1, 3);
    assertTransforms(Mask.halves(5).complement(), 5, 0, 1);
  }

  @Test
  void partsCoverEveryCoordinateOnce() {
    List<Mask> masks = Mask.parts(8, 3);
    assertTransforms(masks.get(0), 8, 0, 1);
    assertTransforms(masks.get(1), 8, 2, 3, 4);
    assertTransforms(masks.get(2), 8, 5, 6, 7);
    assertEquals(3, masks.size());
  }

  @Test
  void onlyFirstMasksStayInPlace() {
    assertTrue(Mask.first(5, 2).contiguous());
    assertTrue(Mask.parts(7, 3).get(2).contiguous());
    assertFalse(Mask.first(5, 2).complement().contiguous());
    assertFalse(Mask.alternating(4).contiguous());
  }

  @Test
  void badMasksAreRefused() {
    assertError("of 2 it transforms 2", () -> Mask.of(true, true));
    assertError("of 2 it transforms 0", () -> Mask.of(false, false));
    assertError("h must be in 1 to d - 1 = 2, got 3", () -> Mask.first(3, 3));
    assertError("d must be in 2 to 65536, got 1", () -> Mask.halves(1));
    assertError("got [1, 1]", () -> Mask.transforming(3, 1, 1));
    assertError("got [3]", () -> Mask.transforming(3, 3));
    assertError("k must be in 2 to d = 3, got 4", () -> Mask.parts(3, 4));
    assertError("got 0 and 3", () -> Mask.checkerboard(0, 3));
  }

  private static void assertError(String message, Runnable run) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
