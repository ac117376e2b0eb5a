package org.p4inv.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.linear.P4InvLinear;

class FingerprintTest {

  /** Of the floats 1, 2, 3 and the doubles 4, 0.25, 0, 1, all little-endian. */
  @Test
  void isTheDigestOfParametersAndFrozenNumbers() {
    Flow flow =
        Flow.of(
            new StandardNormal(1),
            new P4InvLinear(1, P4InvLinear.Start.IDENTITY),
            new float[] {1, 2, 3},
            new double[] {4, 0.25, 0, 1});
    assertEquals(
        "52847c421ea141711af2d319b744b94b662f6221865c5a3eaa272d3a288a1094", Fingerprint.of(flow));
  }
}
