package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;

/** The linear layers of this library, for the battery. */
final class LinearCases {
  private LinearCases() {}

  static List<BijectionCase> all() {
    return List.of(
        new BijectionCase("p4inv-linear d=1", new P4InvLinear(1, Start.IDENTITY), 1),
        new BijectionCase("p4inv-linear d=2", new P4InvLinear(2, Start.REVERSAL), 2),
        new BijectionCase("p4inv-linear d=5 k=2", new P4InvLinear(5, 2, Start.IDENTITY), 3),
        new BijectionCase("p4inv-linear d=33 k=3", new P4InvLinear(33, 3, Start.REVERSAL), 4),
        new BijectionCase("p4inv-linear d=18 k=7", new P4InvLinear(18, 7, Start.IDENTITY), 18),
        new BijectionCase("permutation swap d=5", Permutation.swap(5), 10),
        new BijectionCase("permutation random d=7", Permutation.random(7, 1), 11));
  }
}
