package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.elementwise.BentIdentity;

/** The elementwise layers of this library, for the battery. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static List<BijectionCase> all() {
    return List.of(new BijectionCase("bent-identity d=4", new BentIdentity(4), 9));
  }
}
