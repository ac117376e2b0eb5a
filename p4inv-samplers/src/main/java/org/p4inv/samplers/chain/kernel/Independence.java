package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Metropolis;
import org.p4inv.samplers.energy.Energy;

/**
 * Independent proposals from a flow q: y ~ q, accepted with probability min(1, w(y) / w(x)), w(x) =
 * exp(-u(x)) / q(x).
 *
 * <p>That is the rule of Metropolis for the total energy u + ln q. It needs no tuning, jumps
 * between modes that the flow knows, and stays long where q is far too small.
 *
 * <p>One energy call and one forward pass of the flow a move. ln q where the chains stand is known
 * from the proposal they took; where they were put since, it costs an inverse pass. Source:
 * Tierney, Markov chains for exploring posterior distributions, Annals of Statistics 22, 1994.
 */
public final class Independence implements MarkovKernel {
  private final Flow flow;

  /**
   * Proposals from a flow.
   *
   * @param flow without a context, of the dimension of the chains
   */
  public Independence(Flow flow) {
    if (flow.contextDimension() != 0) {
      throw new IllegalArgumentException(
          "`flow` must have no context, got one of " + flow.contextDimension() + " features");
    }
    this.flow = flow;
  }

  @Override
  public String name() {
    return "independence";
  }

  @Override
  public int tiles() {
    return 1;
  }

  @Override
  public int lanes() {
    return 3;
  }

  /** The flow's pass, with the points whose density is known. */
  @Override
  public Object memory() {
    return new Proposals(flow);
  }

  private static final class Proposals {
    final FlowTile pass;
    final float[] known;
    final double[] logDensityKnown = new double[LANES];
    final double[] logDensity = new double[LANES];

    Proposals(Flow flow) {
      pass = flow.tile();
      known = new float[flow.dimension() * LANES];
      Arrays.fill(known, Float.NaN);
    }

    /** Makes ln q known at the points. */
    void know(float[] x) {
      if (!Arrays.equals(x, known)) {
        System.arraycopy(x, 0, pass.x(), 0, x.length);
        pass.logDensity(logDensityKnown);
        System.arraycopy(x, 0, known, 0, x.length);
      }
    }

    /** Draws points with their ln q. */
    void draw(RandomStream random) {
      pass.sampleBase(random);
      Arrays.fill(logDensity, 0);
      pass.addBaseLogDensity(logDensity);
      pass.forward();
      for (int lane = 0; lane < LANES; lane++) {
        logDensity[lane] -= pass.logDet()[lane];
      }
    }

    /** Takes over ln q of the chains that have moved, and of those that do not differ. */
    void follow(float[] x, float[] y) {
      for (int lane = 0; lane < LANES; lane++) {
        if (same(lane, x, y)) {
          logDensityKnown[lane] = logDensity[lane];
        }
      }
      System.arraycopy(x, 0, known, 0, x.length);
    }

    private static boolean same(int lane, float[] x, float[] y) {
      for (int i = lane; i < x.length; i += LANES) {
        if (x[i] != y[i]) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    Proposals proposals = (Proposals) chains.memory();
    float[] y = proposals.pass.x();
    float[] gradient = chains.tile(0);
    double[] from = chains.lane(0);
    double[] to = chains.lane(1);
    double[] energy = chains.lane(2);
    proposals.know(chains.x());
    proposals.draw(random);
    chains.evaluate(target, y, energy, gradient);
    for (int lane = 0; lane < LANES; lane++) {
      from[lane] = chains.energy()[lane] + proposals.logDensityKnown[lane];
      to[lane] = energy[lane] + proposals.logDensity[lane];
    }
    Metropolis.decide(chains, random, from, to, y, energy, gradient);
    proposals.follow(chains.x(), y);
  }
}
