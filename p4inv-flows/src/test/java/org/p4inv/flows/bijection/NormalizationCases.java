package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.normalization.Whitening;

/** The normalising layers of this library, for the battery. */
final class NormalizationCases {
  private NormalizationCases() {}

  static List<BijectionCase> all() {
    return List.of(
        new BijectionCase("act-norm d=3", new ActNorm(3), 8),
        new BijectionCase("whitening d=1", new Whitening(1), 41).fitted(Direction.FORWARD),
        new BijectionCase("whitening d=5", new Whitening(5), 42).fitted(Direction.FORWARD),
        new BijectionCase("whitening of data d=6", new Whitening(6), 43).fitted(Direction.INVERSE));
  }
}
