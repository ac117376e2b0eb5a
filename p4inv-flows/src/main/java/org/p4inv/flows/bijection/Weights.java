package org.p4inv.flows.bijection;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.p4inv.core.p4.Perturbation;

/**
 * The numbers of one bijection: where its slices of the flat vectors begin, what it derived from
 * them, and the weights of its parts.
 *
 * <p>Made once by {@link Parametric#bind}; whoever changes the flat vectors calls {@link
 * Parametric#prepare} or {@link Parametric#refresh} before the next map. Between such changes
 * weights are only read, by any number of threads.
 */
public final class Weights {
  private final float[] parameters;
  private final int at;
  private final double[] frozen;
  private final int frozenAt;
  private final Object derived;
  private final Weights[] parts;

  private Weights(Storage.Slice slice, Object derived, Weights[] parts) {
    this.parameters = slice.parameters();
    this.at = slice.parametersAt();
    this.frozen = slice.frozen();
    this.frozenAt = slice.frozenAt();
    this.derived = derived;
    this.parts = parts;
  }

  /** Weights that are their slice and nothing else. */
  public static Weights leaf(Storage.Slice slice) {
    return new Weights(slice, null, new Weights[0]);
  }

  /**
   * Weights of a layer that derives values from its slice, and keeps them in an object of its own;
   * a {@link Perturbation} is such an object, and the trainer merges it.
   */
  public static Weights deriving(Storage.Slice slice, Object derived) {
    return new Weights(slice, Objects.requireNonNull(derived, "derived"), new Weights[0]);
  }

  /** Weights of a composite, which has no numbers but those of its parts, at least one. */
  public static Weights composite(List<Weights> parts) {
    Weights first = parts.get(0);
    Storage.Slice slice =
        new Storage.Slice(first.parameters, first.at, first.frozen, first.frozenAt);
    return new Weights(slice, null, parts.toArray(new Weights[0]));
  }

  /** The flat vector of parameters; this bijection's begin at {@link #at}. */
  public float[] parameters() {
    return parameters;
  }

  /** Position of the first parameter, in the flat vector and in its gradient alike. */
  public int at() {
    return at;
  }

  /** The flat vector of frozen numbers; this bijection's begin at {@link #frozenAt}. */
  public double[] frozen() {
    return frozen;
  }

  /** Position of the first frozen number. */
  public int frozenAt() {
    return frozenAt;
  }

  /** The weights of part i of a composite. */
  public Weights part(int i) {
    return parts[i];
  }

  /** The derived values of this layer, of the type that the layer bound. */
  public <T> T derived(Class<T> type) {
    return type.cast(derived);
  }

  /** Visits the perturbations of all layers, in the order of binding. */
  public void forEachPerturbation(Consumer<Perturbation> visitor) {
    if (derived instanceof Perturbation perturbation) {
      visitor.accept(perturbation);
    }
    for (Weights part : parts) {
      part.forEachPerturbation(visitor);
    }
  }
}
