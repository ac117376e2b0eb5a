package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * Training by samples of the target p: the forward Kullback-Leibler divergence KL(p || q), up to
 * the entropy of p.
 *
 * <p>loss = -E_p[ln q(x)], estimated with points drawn at every step from a {@link SampleSet},
 * weighted as it says, so that every batch is full. It covers all modes that the samples have. The
 * set may be replaced between steps, as in a loop that samples and trains in turn. For epochs,
 * validation and early stopping on given points see {@link
 * org.p4inv.flows.train.MaximumLikelihood}.
 */
public final class ForwardKl implements Objective {
  private SampleSet samples;

  /** The divergence from the distribution that the samples are of. */
  public ForwardKl(SampleSet samples) {
    this.samples = Objects.requireNonNull(samples, "samples");
  }

  /** Replaces the samples. To be called by the thread that trains, between its steps. */
  public void samples(SampleSet newSamples) {
    if (newSamples.dimension() != samples.dimension()) {
      throw new IllegalArgumentException(
          "`newSamples` must have dimension d = "
              + samples.dimension()
              + ", got "
              + newSamples.dimension());
    }
    this.samples = newSamples;
  }

  @Override
  public double tile(TilePass pass) {
    samples.draw(pass.random(), pass.x());
    pass.inverse();
    double[] loss = pass.values();
    Arrays.fill(loss, 0.0);
    pass.addBaseLogDensity(loss);
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = -(loss[lane] + pass.logDet()[lane]);
    }
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    Arrays.fill(pass.baseBar(), -1.0 / pass.batch());
    double sum = pass.finish(loss);
    pass.inversePullback();
    return sum;
  }
}
