package org.p4inv.flows.coupling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Image;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Mlp;
import org.p4inv.flows.conditioner.Stacked;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.Shift;
import org.p4inv.flows.transformer.TanhScale;

/** What couplings do to coordinates that pass, to spaces, and at their start. */
class CouplingTest {
  private static final int D = 5;

  @Test
  void whatPassesPassesAndTheRestDependsOnlyOnIt() {
    Mask mask = Mask.alternating(D);
    BijectionCase c =
        new BijectionCase(
            "alternating", Couplings.of(mask, new Affine(new TanhScale()), Activation.TANH, 8), 1);
    for (Direction direction : Direction.values()) {
      float[] in = c.normalTile(1);
      float[] out = Image.of(c, direction, in).tile();
      in[3 * LANES] += 1f;
      float[] other = Image.of(c, direction, in).tile();
      for (int j = 0; j < D; j++) {
        if (j % 2 == 0) {
          float[] row = Arrays.copyOfRange(in, j * LANES, (j + 1) * LANES);
          assertArrayEquals(row, Arrays.copyOfRange(out, j * LANES, (j + 1) * LANES), "row " + j);
        }
      }
      int[] changed = IntStream.range(0, in.length).filter(i -> out[i] != other[i]).toArray();
      assertArrayEquals(new int[] {3 * LANES}, changed, "x_3 moves y_3 alone");
    }
  }

  @Test
  void newCouplingIsTheIdentityToTheBit() {
    Bijection coupling =
        Couplings.of(Mask.checkerboard(2, 3), new Affine(new TanhScale()), Activation.RELU, 8);
    float[] parameters = new float[coupling.parameterCount()];
    Weights w = coupling.bind(new Storage(parameters, new double[0], coupling));
    coupling.initialise(w, new RandomStream(3, Domain.START));
    assertNotEquals(0f, parameters[0]);
    float[] x = new float[6 * LANES];
    new RandomStream(4, Domain.APPLICATION).gaussian(x, 0, x.length);
    float[] y = new float[x.length];
    double[] logDet = new double[LANES];
    coupling.forward(w, x, y, logDet, coupling.workspace());
    assertArrayEquals(x, y);
    assertArrayEquals(new double[LANES], logDet);
  }

  @Test
  void contextReachesTheConditioners() {
    Mlp mlp = new Mlp(new int[] {2, 8, 1}, Activation.TANH);
    Bijection coupling =
        new Coupling(
            Mask.of(false, true, true, false),
            new Shift(),
            Stacked.of(List.of(mlp, new ContextAlone(2, 1))));
    assertEquals(1, coupling.contextDimension());
    BijectionCase c = new BijectionCase("context", coupling, 5);
    float[] context = c.workspace().context();
    float[] x = c.normalTile(6);
    float[] y = Image.of(c, Direction.FORWARD, x).tile();
    float[] back = Image.of(c, Direction.INVERSE, x).tile();
    for (int lane = 0; lane < LANES; lane++) {
      int at = 2 * LANES + lane;
      assertEquals(x[at] + context[lane], y[at], 0f, "forward, lane " + lane);
      assertEquals(x[at] - context[lane], back[at], 0f, "inverse, lane " + lane);
    }
  }

  @Test
  void coordinatesThatPassKeepTheirSpace() {
    Bijection coupling = Couplings.of(Mask.alternating(3), new Shift(), Activation.TANH, 8);
    Interval circle = Interval.circle(0, 1);
    Space domain = Space.of(3, circle).with(1, Interval.UNIT);
    Space image = Space.of(3, circle).with(1, Interval.REAL);
    assertEquals(image, coupling.image(domain));
    assertEquals(image, coupling.preimage(domain));
    assertError("coordinate 1 lies in circle", () -> coupling.image(Space.of(3, circle)));
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    Mlp mlp = new Mlp(new int[] {2, 3}, Activation.TANH);
    assertError(
        "conditioner must have 2 inputs and 6 outputs, got 2 and 3",
        () -> new Coupling(Mask.halves(D), new Affine(new TanhScale()), mlp));
    assertError(
        "conditioner must have 3 inputs and 2 outputs, got 2 and 3",
        () -> new Coupling(Mask.halves(D).complement(), new Shift(), mlp));
    assertError(
        "one context dimension, got 1 and 2",
        () -> Stacked.of(List.of(new ContextAlone(2, 1), new ContextAlone(2, 2))));
    assertError("at least one conditioner", () -> Stacked.of(List.of()));
    assertError(
        "one number of inputs, got 2 and 3",
        () -> Stacked.of(List.of(mlp, new Mlp(new int[] {3, 3}, Activation.TANH))));
  }

  private static void assertError(String message, Runnable run) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
