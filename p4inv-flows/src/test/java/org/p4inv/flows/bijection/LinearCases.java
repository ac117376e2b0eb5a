package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.linear.DenseLinear;
import org.p4inv.flows.linear.ExponentialLinear;
import org.p4inv.flows.linear.OrthogonalLinear;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.linear.PluLinear;
import org.p4inv.flows.linear.QrLinear;
import org.p4inv.flows.linear.SvdLinear;
import org.p4inv.flows.linear.TriangularLinear;
import org.p4inv.flows.linear.TriangularLinear.Half;

/** The linear layers of this library, for the battery. */
final class LinearCases {
  /** For layers all of whose d^2 elements are random: deviation 0.6 of the rows at d = 33. */
  private static final float SMALL = 0.1f;

  private LinearCases() {}

  static List<BijectionCase> all() {
    return List.of(
        new BijectionCase("p4inv-linear d=1", new P4InvLinear(1, Start.IDENTITY), 1),
        new BijectionCase("p4inv-linear d=2", new P4InvLinear(2, Start.REVERSAL), 2),
        new BijectionCase("p4inv-linear d=5 k=2", new P4InvLinear(5, 2, Start.IDENTITY), 3),
        new BijectionCase("p4inv-linear d=33 k=3", new P4InvLinear(33, 3, Start.REVERSAL), 4),
        new BijectionCase("p4inv-linear d=18 k=7", new P4InvLinear(18, 7, Start.IDENTITY), 18),
        new BijectionCase("p4inv-linear d=5 c=2", new P4InvLinear(5, 1, Start.REVERSAL, 2), 101),
        new BijectionCase(
            "p4inv-linear d=18 c=17", new P4InvLinear(18, 2, Start.IDENTITY, 17), 102),
        new BijectionCase("dense-linear d=1", new DenseLinear(1), 103),
        new BijectionCase("dense-linear d=2 c=1", new DenseLinear(2, 1), 104),
        new BijectionCase("dense-linear d=5", new DenseLinear(5), 105, SMALL),
        new BijectionCase("dense-linear d=18 c=3", new DenseLinear(18, 3), 106, SMALL),
        new BijectionCase("dense-linear d=33", new DenseLinear(33), 107, SMALL),
        new BijectionCase("plu-linear d=1", new PluLinear(1), 108),
        new BijectionCase("plu-linear d=2", new PluLinear(Permutation.reversal(2)), 109),
        new BijectionCase("plu-linear d=5 c=2", new PluLinear(Permutation.random(5, 1), 2), 110),
        new BijectionCase("plu-linear d=18", new PluLinear(18), 111, SMALL),
        new BijectionCase(
            "plu-linear d=33 c=5", new PluLinear(Permutation.random(33, 2), 5), 112, SMALL),
        new BijectionCase("triangular-linear d=1", new TriangularLinear(1, Half.UPPER), 113),
        new BijectionCase("triangular-linear d=2 c=3", new TriangularLinear(2, Half.LOWER, 3), 114),
        new BijectionCase("triangular-linear d=5", new TriangularLinear(5, Half.UPPER), 115),
        new BijectionCase(
            "triangular-linear d=18 c=2", new TriangularLinear(18, Half.UPPER, 2), 116, SMALL),
        new BijectionCase(
            "triangular-linear d=33", new TriangularLinear(33, Half.LOWER), 117, SMALL),
        new BijectionCase("orthogonal-linear d=1", new OrthogonalLinear(1, 1), 118),
        new BijectionCase("orthogonal-linear d=2 m=2 c=1", new OrthogonalLinear(2, 2, 1), 119),
        new BijectionCase("orthogonal-linear d=5 m=3", new OrthogonalLinear(5, 3), 120),
        new BijectionCase("orthogonal-linear d=18 m=4 c=3", new OrthogonalLinear(18, 4, 3), 121),
        new BijectionCase("orthogonal-linear d=33 m=32", new OrthogonalLinear(33, 32), 122),
        new BijectionCase("qr-linear d=1 c=2", new QrLinear(1, 1, 2), 123),
        new BijectionCase("qr-linear d=2 m=2", new QrLinear(2, 2), 124),
        new BijectionCase("qr-linear d=5 m=4", new QrLinear(5, 4), 125),
        new BijectionCase("qr-linear d=18 m=6 c=4", new QrLinear(18, 6, 4), 126, SMALL),
        new BijectionCase("qr-linear d=33 m=33", new QrLinear(33, 33), 127, SMALL),
        new BijectionCase("svd-linear d=1", new SvdLinear(1, 1), 128),
        new BijectionCase("svd-linear d=2 m=1 c=1", new SvdLinear(2, 1, 1), 129),
        new BijectionCase("svd-linear d=5 m=4", new SvdLinear(5, 4), 130),
        new BijectionCase("svd-linear d=18 m=18 c=2", new SvdLinear(18, 18, 2), 131),
        new BijectionCase("svd-linear d=33 m=2", new SvdLinear(33, 2), 132),
        new BijectionCase("exponential-linear d=1", new ExponentialLinear(1), 133),
        new BijectionCase("exponential-linear d=2 c=2", new ExponentialLinear(2, 2), 134),
        new BijectionCase("exponential-linear d=5", new ExponentialLinear(5), 135),
        new BijectionCase("exponential-linear d=18 c=1", new ExponentialLinear(18, 1), 136, SMALL),
        new BijectionCase("exponential-linear d=33", new ExponentialLinear(33), 137, SMALL),
        new BijectionCase("permutation swap d=5", Permutation.swap(5), 10),
        new BijectionCase("permutation random d=7", Permutation.random(7, 1), 11));
  }
}
