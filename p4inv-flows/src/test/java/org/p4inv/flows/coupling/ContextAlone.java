package org.p4inv.flows.coupling;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.conditioner.Conditioner;
import org.p4inv.flows.config.Config;

/** A conditioner whose outputs are the context of the point, without parameters. */
record ContextAlone(int inputs, int outputs) implements Conditioner {

  @Override
  public int contextDimension() {
    return outputs;
  }

  @Override
  public int parameterCount() {
    return 0;
  }

  @Override
  public Workspace workspace() {
    return Workspace.of();
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {}

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    System.arraycopy(s.context(), 0, out, outAt, outputs * LANES);
  }

  @Override
  public void pullbackAdd(
      float[] parameters,
      int at,
      float[] x,
      float[] outBar,
      int outAt,
      float[] xBar,
      float[] gradient,
      Workspace s) {}

  @Override
  public Config config() {
    return Config.of("type", "context-alone");
  }
}
