package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.normalization.ActNorm;

/** The normalising layers of this library, for the battery. */
final class NormalizationCases {
  private NormalizationCases() {}

  static List<BijectionCase> all() {
    return List.of(new BijectionCase("act-norm d=3", new ActNorm(3), 8));
  }
}
