package org.p4inv.cli.doublewell;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.linear.OrthogonalLinear;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.samplers.boltzmann.stochastic.SamplingBlock;
import org.p4inv.samplers.boltzmann.stochastic.StochasticFlow;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energy;

/** The architecture of the protocol: three blocks of coupling, mixing, coupling, mixing. */
final class DoubleWellFlow {
  static final int BLOCKS = 3;
  private static final int HIDDEN = 64;
  private static final int BINS = 20;

  /** Of the splines; the wells end near 2.5. */
  private static final double BOUND = 4;

  private static final int METROPOLIS_STEPS = 20;
  private static final double STEP_SIZE = 0.25;

  private DoubleWellFlow() {}

  static StochasticFlow untrained(Variant variant, Energy energy, long seed) {
    List<Bijection> blocks = new ArrayList<>();
    List<SamplingBlock> sampling = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      List<Bijection> parts = new ArrayList<>();
      for (int half = 0; half < 2; half++) {
        parts.add(coupling(variant.coupling()));
        addMixing(variant.mixing(), parts);
      }
      blocks.add(Chain.of(parts));
      if (variant.stochastic()) {
        double lambda = lam(block);
        sampling.add(
            new SamplingBlock(
                block + 1,
                lambda,
                new RandomWalk(),
                METROPOLIS_STEPS,
                Double.parseDouble(System.getProperty("ss", "0.25"))));
      }
    }
    Flow flow =
        Flow.initial(
            (Double.parseDouble(System.getProperty("c", "0")) > 0
                ? new LightNormal(2, Double.parseDouble(System.getProperty("c", "0")))
                : new StandardNormal(2)),
            Chain.of(blocks),
            seed);
    return new StochasticFlow(flow, energy, sampling);
  }

  private static Bijection coupling(Variant.Coupling coupling) {
    return switch (coupling) {
      case AFFINE -> aff();
      case SPLINE ->
          Couplings.of(
              Mask.first(2, 1),
              new RationalQuadraticSpline(
                  Integer.getInteger("bins", 20),
                  Double.parseDouble(System.getProperty("bound", "4"))),
              Activation.valueOf(System.getProperty("act", "RELU")),
              HIDDEN,
              HIDDEN);
    };
  }

  static double lam(int b) {
    return System.getProperty("lam", "pub").equals("pub") ? b / 2.0 : (b + 1) / 3.0;
  }

  static Bijection aff() {
    Activation act = Activation.valueOf(System.getProperty("act", "RELU"));
    double b = Double.parseDouble(System.getProperty("scale", "1"));
    var sc =
        System.getProperty("sc", "tanh").equals("tanh")
            ? new org.p4inv.flows.transformer.TanhScale(b)
            : new org.p4inv.flows.transformer.ClampedScale(b);
    var mlp = new org.p4inv.flows.conditioner.Mlp(new int[] {1, 64, 64, 1}, 0, act);
    return new org.p4inv.flows.coupling.Coupling(
        Mask.first(2, 1),
        new org.p4inv.flows.transformer.Affine(sc),
        org.p4inv.flows.conditioner.Stacked.of(List.of(mlp, mlp)));
  }

  private static void addMixing(Variant.Mixing mixing, List<Bijection> parts) {
    switch (mixing) {
      case SWAP -> parts.add(Permutation.swap(2));
      case P4INV ->
          parts.add(new P4InvLinear(2, Integer.getInteger("rank", 1), P4InvLinear.Start.REVERSAL));
      case ORTHOGONAL -> {
        parts.add(Permutation.swap(2));
        parts.add(new OrthogonalLinear(2, 2));
      }
    }
  }
}
