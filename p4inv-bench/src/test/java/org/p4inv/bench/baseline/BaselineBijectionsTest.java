package org.p4inv.bench.baseline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.BijectionContract;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.bijection.Inverse;

/**
 * The baselines take the battery of the library's own layers. Its random parameters, noise of
 * deviation 0.6 in each element, make large matrices and triangles so ill-conditioned that
 * differences tell nothing; sizes beyond a panel are left to {@link LinearMapTest}.
 */
class BaselineBijectionsTest extends BijectionContract {
  private static final List<BijectionCase> CASES =
      List.of(
          c("baseline-dense d=1", new DenseLinear(1), 1),
          c("baseline-dense d=2", new DenseLinear(2), 2),
          c("baseline-dense d=5", new DenseLinear(5), 3),
          c("baseline-dense d=9", new DenseLinear(9), 4),
          c("baseline-plu d=1", new PluLinear(1), 5),
          c("baseline-plu d=2", new PluLinear(new int[] {1, 0}), 6),
          c("baseline-plu d=5", new PluLinear(new int[] {2, 0, 1, 4, 3}), 7),
          c(
              "chain of baselines d=3",
              Chain.of(
                  new PluLinear(new int[] {2, 0, 1}),
                  Inverse.of(new DenseLinear(3)),
                  Inverse.of(new PluLinear(new int[] {1, 2, 0})),
                  new DenseLinear(3)),
              8));

  private ClassLoader before;
  private BaselineProviders providers;

  private static BijectionCase c(String name, Bijection bijection, long seed) {
    return new BijectionCase(name, bijection, seed);
  }

  @Override
  protected List<BijectionCase> cases() {
    return CASES;
  }

  @BeforeAll
  void offerProviders(@TempDir Path folder) throws IOException {
    before = Thread.currentThread().getContextClassLoader();
    providers = new BaselineProviders(folder);
    Thread.currentThread().setContextClassLoader(providers);
  }

  @AfterAll
  void withdrawProviders() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    providers.close();
  }
}
