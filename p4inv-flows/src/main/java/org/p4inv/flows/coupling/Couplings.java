package org.p4inv.flows.coupling;

import java.util.List;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Mlp;
import org.p4inv.flows.conditioner.Stacked;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.Transformer;

/** The couplings that are most in use, made in one line. */
public final class Couplings {
  private Couplings() {}

  /**
   * The affine coupling (RealNVP) of d coordinates, of which the first h condition the others
   * through one perceptron, with scales between 1/e and e.
   *
   * @param d at least 2
   * @param h 1 to d - 1
   * @param activation of the perceptron
   * @param hidden widths of its hidden layers; none for an affine conditioner
   */
  public static Coupling affine(int d, int h, Activation activation, int... hidden) {
    return of(Mask.first(d, h), new Affine(new TanhScale()), activation, hidden);
  }

  /**
   * The same with two perceptrons of these widths: one for the scales and one for the shifts.
   *
   * @param hidden widths of the hidden layers of each
   */
  public static Coupling separateAffine(int d, int h, Activation activation, int... hidden) {
    Mask mask = Mask.first(d, h);
    Mlp mlp = mlp(mask, mask.transformed(), 0, activation, hidden);
    return new Coupling(mask, new Affine(new TanhScale()), Stacked.of(List.of(mlp, mlp)));
  }

  /** The coupling of a mask and a transformer through one perceptron. */
  public static Coupling of(
      Mask mask, Transformer transformer, Activation activation, int... hidden) {
    return of(mask, transformer, 0, activation, hidden);
  }

  /**
   * The same on a context.
   *
   * @param context features of the context, 0 for none
   */
  public static Coupling of(
      Mask mask, Transformer transformer, int context, Activation activation, int... hidden) {
    int outputs = Math.multiplyExact(mask.transformed(), transformer.parameterCount());
    return new Coupling(mask, transformer, mlp(mask, outputs, context, activation, hidden));
  }

  private static Mlp mlp(Mask mask, int outputs, int context, Activation activation, int[] hidden) {
    int[] widths = new int[hidden.length + 2];
    widths[0] = mask.passing();
    System.arraycopy(hidden, 0, widths, 1, hidden.length);
    widths[hidden.length + 1] = outputs;
    return new Mlp(widths, context, activation);
  }
}
