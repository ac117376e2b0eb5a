package org.p4inv.flows.bijection;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.config.Config;

/** A bijection with its two directions exchanged: forward is the inverse of the original. */
public final class Inverse implements Bijection {
  private final Bijection original;

  private Inverse(Bijection original) {
    this.original = original;
  }

  /** The inverse of a bijection; that of an inverse is the original. */
  public static Bijection of(Bijection bijection) {
    return bijection instanceof Inverse inverse ? inverse.original : new Inverse(bijection);
  }

  /** The bijection whose directions this one exchanges. */
  public Bijection original() {
    return original;
  }

  @Override
  public int dimension() {
    return original.dimension();
  }

  @Override
  public int contextDimension() {
    return original.contextDimension();
  }

  @Override
  public Space image(Space domain) {
    return original.preimage(domain);
  }

  @Override
  public Space preimage(Space codomain) {
    return original.image(codomain);
  }

  @Override
  public int parameterCount() {
    return original.parameterCount();
  }

  @Override
  public int frozenCount() {
    return original.frozenCount();
  }

  @Override
  public Weights bind(Storage storage) {
    return original.bind(storage);
  }

  @Override
  public Workspace workspace() {
    return original.workspace();
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    original.initialise(w, random);
  }

  @Override
  public void fitForward(Weights w, float[][] batch, int points, Workspace s) {
    original.fitInverse(w, batch, points, s);
  }

  @Override
  public void fitInverse(Weights w, float[][] batch, int points, Workspace s) {
    original.fitForward(w, batch, points, s);
  }

  @Override
  public void refresh(Weights w) {
    original.refresh(w);
  }

  @Override
  public void prepare(Weights w) {
    original.prepare(w);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    original.inverse(w, x, y, logDet, s);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    original.inversePullback(w, x, y, yBar, logDetBar, xBar, gradient, s);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    original.forward(w, y, x, logDet, s);
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    original.forwardPullback(w, y, x, xBar, logDetBar, yBar, gradient, s);
  }

  @Override
  public Config config() {
    return Config.of("type", "inverse").with("original", original.config());
  }

  /** Reads inverses. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "inverse";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return Inverse.of(reader.read(config.object("original")));
    }
  }
}
