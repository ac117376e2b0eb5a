package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.config.Config;

/**
 * Bijections one after another; forward applies the first of the list first, inverse the last.
 *
 * <p>y = f_n(...f_2(f_1(x))); the log-dets add. Keeps the n - 1 tiles in between for the pullback.
 */
public final class Chain implements Bijection {
  private final List<Bijection> parts;
  private final int d;
  private final int c;

  private Chain(List<Bijection> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts must hold at least one bijection, got none");
    }
    this.parts = List.copyOf(parts);
    this.d = parts.get(0).dimension();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).dimension() != d) {
        throw new IllegalArgumentException(
            "parts must have one dimension: part 0 has "
                + d
                + ", part "
                + i
                + " has "
                + parts.get(i).dimension());
      }
    }
    this.c = Parametric.commonContext(parts);
    image(Space.unknown(d));
  }

  /**
   * The chain of the given bijections; forward applies the first first.
   *
   * @throws IllegalArgumentException if they do not fit: one dimension, one context, and each
   *     defined where the one before it maps to
   */
  public static Chain of(List<Bijection> parts) {
    return new Chain(parts);
  }

  /** The chain of the given bijections, as {@link #of(List)}. */
  public static Chain of(Bijection... parts) {
    return new Chain(Arrays.asList(parts));
  }

  /** The bijections, in the order in which forward applies them. */
  public List<Bijection> parts() {
    return parts;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int contextDimension() {
    return c;
  }

  @Override
  public Space image(Space domain) {
    Space space = domain;
    for (Bijection part : parts) {
      space = part.image(space);
    }
    return space;
  }

  @Override
  public Space preimage(Space codomain) {
    Space space = codomain;
    for (int i = parts.size() - 1; i >= 0; i--) {
      space = parts.get(i).preimage(space);
    }
    return space;
  }

  @Override
  public int parameterCount() {
    return parts.stream().mapToInt(Bijection::parameterCount).reduce(0, Math::addExact);
  }

  @Override
  public int frozenCount() {
    return parts.stream().mapToInt(Bijection::frozenCount).reduce(0, Math::addExact);
  }

  @Override
  public Weights bind(Storage storage) {
    List<Weights> bound = new ArrayList<>();
    for (Bijection part : parts) {
      bound.add(part.bind(storage));
    }
    return Weights.composite(bound);
  }

  /** The tiles between the parts, then two for the cotangents. */
  @Override
  public Workspace workspace() {
    int[] lengths = new int[parts.size() + 1];
    Arrays.fill(lengths, d * LANES);
    return Workspace.composite(parts.stream().map(Bijection::workspace).toList(), lengths);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).initialise(w.part(i), random);
    }
  }

  @Override
  public void fitForward(Weights w, float[][] batch, int points, Workspace s) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).fitForward(w.part(i), batch, points, s.part(i));
    }
  }

  @Override
  public void fitInverse(Weights w, float[][] batch, int points, Workspace s) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).fitInverse(w.part(i), batch, points, s.part(i));
    }
  }

  @Override
  public void refresh(Weights w) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).refresh(w.part(i));
    }
  }

  @Override
  public void prepare(Weights w) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).prepare(w.part(i));
    }
  }

  /** The tile that enters part i in forward direction and leaves it in inverse direction. */
  private static float[] before(int i, float[] x, Workspace s) {
    return i == 0 ? x : s.array(i - 1);
  }

  /** The tile that leaves part i in forward direction and enters it in inverse direction. */
  private float[] after(int i, float[] y, Workspace s) {
    return i == parts.size() - 1 ? y : s.array(i);
  }

  /** The cotangent of the tile between part i - 1 and part i; x and y have the caller's. */
  private float[] cotangent(int i, float[] xBar, float[] yBar, Workspace s) {
    if (i == 0) {
      return xBar;
    }
    return i == parts.size() ? yBar : s.array(parts.size() - 1 + i % 2);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).forward(w.part(i), before(i, x, s), after(i, y, s), logDet, s.part(i));
    }
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
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts
          .get(i)
          .forwardPullback(
              w.part(i),
              before(i, x, s),
              after(i, y, s),
              cotangent(i + 1, xBar, yBar, s),
              logDetBar,
              cotangent(i, xBar, yBar, s),
              gradient,
              s.part(i));
    }
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).inverse(w.part(i), after(i, y, s), before(i, x, s), logDet, s.part(i));
    }
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
    for (int i = 0; i < parts.size(); i++) {
      parts
          .get(i)
          .inversePullback(
              w.part(i),
              after(i, y, s),
              before(i, x, s),
              cotangent(i, xBar, yBar, s),
              logDetBar,
              cotangent(i + 1, xBar, yBar, s),
              gradient,
              s.part(i));
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "chain").with("parts", parts.stream().map(Bijection::config).toList());
  }

  /** Reads chains. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "chain";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return Chain.of(config.objects("parts").stream().map(reader::read).toList());
    }
  }
}
