package org.p4inv.core.p4;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;

/** The float copies of A and A^-1 and of their transposes, asked for before and after a merge. */
class ProductCopiesTest {
  private static final long SEED = 20100733;

  /** One block, a block and rows left over, more than a piece of columns, more than a part. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 131, 262})
  void followEveryMerge(int d) {
    try (Workers workers = Workers.ofThreads(2)) {
      Tracked before = new Tracked(d, workers);
      Tracked after = new Tracked(d, workers);
      before.check("started");
      before.merge();
      after.merge();
      before.check("merged, copies known before");
      after.check("merged, copies first asked for after");
    }
  }

  /** A perturbation with its arrays. */
  private static final class Tracked {
    final int d;
    final float[] parameters;
    final double[] frozen;
    final InvertiblePerturbation perturbation;
    final RandomStream random = new RandomStream(SEED, Domain.MERGE);

    Tracked(int d, Workers workers) {
      this.d = d;
      parameters = new float[InvertiblePerturbation.parameterCount(d, 1)];
      frozen = new double[InvertiblePerturbation.frozenCount(d)];
      perturbation =
          new InvertiblePerturbation(
              d, 1, parameters, 0, frozen, 0, LogDetBounds.forDimension(d), workers);
      perturbation.start(Numbers.regular(new Random(SEED), d), random);
    }

    void merge() {
      for (int i = 0; i < d; i++) {
        parameters[i] = 0.01f / d;
      }
      if (!perturbation.merge(random).merged()) {
        throw new AssertionError("d = " + d + ": must merge, seed " + SEED);
      }
    }

    void check(String when) {
      String name = "d = " + d + ", " + when + ", seed " + SEED;
      float[] a = new float[d * d];
      float[] inverse = new float[d * d];
      float[] aTransposed = new float[d * d];
      float[] inverseTransposed = new float[d * d];
      for (int i = 0; i < d * d; i++) {
        int transposed = i % d * d + i / d;
        a[i] = (float) frozen[i];
        inverse[i] = (float) frozen[d * d + i];
        aTransposed[transposed] = a[i];
        inverseTransposed[transposed] = inverse[i];
      }
      Agreement.sameBits(name + ", A", a, Case.unpacked(d, perturbation.a()));
      Agreement.sameBits(name + ", A^T", aTransposed, Case.unpacked(d, perturbation.aTransposed()));
      Agreement.sameBits(name + ", A^-1", inverse, Case.unpacked(d, perturbation.inverse()));
      Agreement.sameBits(
          name + ", A^-T", inverseTransposed, Case.unpacked(d, perturbation.inverseTransposed()));
    }
  }
}
