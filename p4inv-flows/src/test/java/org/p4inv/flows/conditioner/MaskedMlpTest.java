package org.p4inv.flows.conditioner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.flows.conditioner.ConditionerCase.AT;
import static org.p4inv.flows.conditioner.ConditionerCase.OUT_AT;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.flows.bijection.Workspace;

/** What is special about masked perceptrons: the masks, and passes coordinate by coordinate. */
class MaskedMlpTest {
  private static final int N = 5;
  private static final int M = 3;
  private static final int CONTEXT = 2;
  private static final int HIDDEN = 12;

  private final MaskedMlp mlp = new MaskedMlp(N, M, CONTEXT, Activation.TANH, HIDDEN, HIDDEN);
  private final ConditionerCase c = ConditionerCase.of("masked", mlp, 1);

  /** The degree of a feature, by the definition: layer 0 are context and inputs. */
  private static int degree(int layer, int feature) {
    return switch (layer) {
      case 0 -> Math.max(0, feature - CONTEXT + 1);
      case 3 -> feature / M;
      default -> feature * N / HIDDEN;
    };
  }

  /** For each parameter whether a mask hides it. */
  private static boolean[] hidden(int length) {
    boolean[] hidden = new boolean[length];
    int[] widths = {CONTEXT + N, HIDDEN, HIDDEN, N * M};
    int at = AT;
    for (int l = 1; l < widths.length; l++) {
      for (int row = 0; row < widths[l]; row++) {
        for (int column = 0; column < widths[l - 1]; column++) {
          hidden[at++] = degree(l, row) < degree(l - 1, column);
        }
      }
      at += widths[l];
    }
    return hidden;
  }

  @Test
  void hiddenEntriesNeverMatter() {
    float[] x = c.inputs(1);
    float[] gradient = new float[c.parameters().length];
    float[] xBar = new float[x.length];
    float[] out = new ConditionerContract.Probe(c, x).pullback(xBar, gradient);
    boolean[] hidden = hidden(gradient.length);
    int count = 0;
    for (int i = 0; i < hidden.length; i++) {
      if (hidden[i]) {
        count++;
        c.parameters()[i] = Float.NaN;
        assertEquals(0f, gradient[i], "gradient of hidden parameter " + i);
      } else if (i >= AT && i < AT + mlp.parameterCount()) {
        assertTrue(gradient[i] != 0, "no gradient of parameter " + i);
      }
    }
    assertTrue(count > mlp.parameterCount() / 4, "hidden are only " + count);
    float[] gradientAmongNaN = new float[gradient.length];
    float[] xBarAmongNaN = new float[x.length];
    float[] outAmongNaN =
        new ConditionerContract.Probe(c, x).pullback(xBarAmongNaN, gradientAmongNaN);
    assertArrayEquals(out, outAmongNaN, "outputs");
    assertArrayEquals(gradient, gradientAmongNaN, "gradient");
    assertArrayEquals(xBar, xBarAmongNaN, "cotangents of the inputs");
  }

  @Test
  void coordinateByCoordinateIsTheSame() {
    float[] x = c.inputs(2);
    float[] expected = c.forward(x, c.workspace(c.context()));
    float[] expectedXBar = new float[x.length];
    float[] expectedGradient = new float[c.parameters().length];
    float[] outBar = ConditionerCase.normal(N * M, 3);
    Workspace s = c.workspace(c.context());
    mlp.forward(c.parameters(), AT, x, expected, OUT_AT, s);
    mlp.pullbackAdd(c.parameters(), AT, x, outBar, 0, expectedXBar, expectedGradient, s);

    Workspace t = c.workspace(c.context());
    float[] unknown = new float[x.length];
    Arrays.fill(unknown, Float.NaN);
    float[] h = new float[M * LANES];
    for (int j = 0; j < N; j++) {
      mlp.coordinate(c.parameters(), AT, j, unknown, h, t);
      for (int i = 0; i < h.length; i++) {
        int at = OUT_AT + (i / LANES * N + j) * LANES + i % LANES;
        assertEquals(expected[at], h[i], "coordinate " + j + ", number " + i);
      }
      System.arraycopy(x, j * LANES, unknown, j * LANES, LANES);
    }
    float[] xBar = new float[x.length];
    float[] gradient = new float[expectedGradient.length];
    for (int j = N - 1; j >= 0; j--) {
      for (int i = 0; i < M; i++) {
        System.arraycopy(outBar, (i * N + j) * LANES, h, i * LANES, LANES);
      }
      float before = xBar[j * LANES];
      mlp.coordinatePullbackAdd(c.parameters(), AT, j, h, xBar, t);
      assertEquals(before, xBar[j * LANES], "what was complete before coordinate " + j);
    }
    mlp.parametersPullbackAdd(gradient, AT, t);
    assertArrayEquals(expectedXBar, xBar, "cotangents of the inputs");
    assertArrayEquals(expectedGradient, gradient, "gradient");
  }

  @Test
  void badArgumentsAreNamed() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new MaskedMlp(0, 2, 0, Activation.TANH));
    assertTrue(e.getMessage().startsWith("n must be in 1 to 65536, got 0"), e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> new MaskedMlp(300, 300, 0, Activation.TANH));
    assertTrue(e.getMessage().startsWith("n * m"), e.getMessage());
  }
}
