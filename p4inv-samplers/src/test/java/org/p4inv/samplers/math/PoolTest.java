package org.p4inv.samplers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTest {

  @Test
  void eachBorrowerHasItsOwn() {
    Pool<double[]> pool = new Pool<>(() -> new double[2]);
    List<double[]> lent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double[] scratch = pool.take();
      lent.forEach(other -> assertNotSame(other, scratch));
      lent.add(scratch);
    }
    lent.forEach(pool::give);
    assertSame(lent.get(0), pool.take());
    assertEquals(2, pool.take().length);
  }
}
