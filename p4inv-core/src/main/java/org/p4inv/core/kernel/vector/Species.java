package org.p4inv.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The SIMD width of this JVM, in a class of its own so that the constants are final before any
 * kernel is compiled. Widths above 512 bits are used as 512: four vectors of a register block then
 * still fit the 64 lanes of a tile.
 */
final class Species {
  private static final VectorShape SHAPE =
      FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
          ? VectorShape.S_512_BIT
          : FloatVector.SPECIES_PREFERRED.vectorShape();

  static final VectorSpecies<Float> F = SHAPE.withLanes(float.class);
  static final VectorSpecies<Double> D = SHAPE.withLanes(double.class);
  static final VectorSpecies<Long> L = SHAPE.withLanes(long.class);

  /** Floats and doubles in a vector. */
  static final int FLOATS = F.length();

  static final int DOUBLES = D.length();

  /** A 256-bit x86 machine has 16 registers: half the columns, or the accumulators spill. */
  static final boolean NARROW_BLOCK = F.vectorBitSize() == 256;

  /** Columns of a wide register block. */
  static final int WIDTH = (NARROW_BLOCK ? 2 : 4) * FLOATS;

  private Species() {}
}
