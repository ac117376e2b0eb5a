package org.p4inv.flows.conditioner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.flows.conditioner.ConditionerCase.AT;
import static org.p4inv.flows.conditioner.ConditionerCase.OUT_AT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.bijection.Differences;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/** The examination that every conditioner takes: extend it and return your cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConditionerContract {
  /**
   * The rounding of a loss in float divided by the step, 1e-6 / 0.002, bounds what differences can
   * tell; longer steps would meet a kink of a rectifier too often.
   */
  private static final float STEP = 0.004f;

  /** The cases, each with random numbers. */
  protected abstract List<ConditionerCase> cases();

  Stream<ConditionerCase> caseStream() {
    return cases().stream();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void startsAtZero(ConditionerCase c) {
    Conditioner conditioner = c.conditioner();
    float[] parameters = new float[AT + conditioner.parameterCount() + 1];
    Arrays.fill(parameters, 7f);
    conditioner.initialise(parameters, AT, new RandomStream(1, Domain.START));
    float[] out = new float[conditioner.outputs() * LANES];
    Arrays.fill(out, 7f);
    conditioner.forward(parameters, AT, c.inputs(1), out, 0, c.workspace(c.context()));
    for (int i = 0; i < out.length; i++) {
      assertEquals(0f, Math.abs(out[i]), c + " output " + i / LANES);
    }
    assertEquals(7f, parameters[AT - 1], c + " before its slice");
    assertEquals(7f, parameters[parameters.length - 1], c + " behind its slice");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void writesItsOutputsAndNothingElse(ConditionerCase c) {
    float[] x = c.inputs(2);
    float[] longer = Arrays.copyOf(x, x.length + LANES);
    Arrays.fill(longer, x.length, longer.length, Float.NaN);
    float[] savedParameters = c.parameters().clone();
    float[] context = c.context();
    float[] out = c.forward(longer, c.workspace(context));
    Workspace used = c.workspace(context);
    c.forward(c.inputs(30), used);
    assertArrayEquals(c.forward(x, used), out, c + " and what another tile left behind");
    assertArrayEquals(c.forward(x, c.workspace(context)), out, c + " and a feature it must ignore");
    assertArrayEquals(x, Arrays.copyOf(longer, x.length), c + " modified its inputs");
    assertArrayEquals(c.context(), context, c + " modified its context");
    assertArrayEquals(savedParameters, c.parameters(), c + " modified its parameters");
    for (int i = 0; i < out.length; i++) {
      boolean outside = i < OUT_AT || i >= out.length - LANES;
      assertEquals(outside, out[i] == 7f, c + " and position " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void outputsDependOnTheInputsTheyMay(ConditionerCase c) {
    float[] x = c.inputs(3);
    float[] whole = c.forward(x, c.workspace(c.context()));
    for (int input = 0; input < c.conditioner().inputs(); input++) {
      float[] changed = x.clone();
      for (int lane = 0; lane < LANES; lane++) {
        changed[input * LANES + lane] += 0.7f;
      }
      float[] out = c.forward(changed, c.workspace(c.context()));
      for (int output = 0; output < c.conditioner().outputs(); output++) {
        assertEquals(
            c.depends().test(output, input),
            differs(whole, out, OUT_AT + output * LANES, LANES),
            c + ": output " + output + " of input " + input);
      }
    }
  }

  private static boolean differs(float[] a, float[] b, int at, int n) {
    return Arrays.mismatch(a, at, at + n, b, at, at + n) >= 0;
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void contextReachesEveryOutput(ConditionerCase c) {
    float[] x = c.inputs(4);
    float[] whole = c.forward(x, c.workspace(c.context()));
    for (int feature = 0; feature < c.conditioner().contextDimension(); feature++) {
      float[] changed = c.context();
      for (int lane = 0; lane < LANES; lane++) {
        changed[feature * LANES + lane] += 0.7f;
      }
      float[] out = c.forward(x, c.workspace(changed));
      for (int output = 0; output < c.conditioner().outputs(); output++) {
        assertTrue(
            differs(whole, out, OUT_AT + output * LANES, LANES),
            c + ": output " + output + " of context " + feature);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pointsDoNotMix(ConditionerCase c) {
    float[] x = c.inputs(5);
    float[] context = c.context();
    float[] whole = c.forward(x, c.workspace(context));
    for (int i = 17; i < x.length; i += LANES) {
      x[i] += 1;
    }
    assertAtMostLane17Differs(c, whole, c.forward(x, c.workspace(context)));
    x = c.inputs(5);
    for (int i = 17; i < context.length; i += LANES) {
      context[i] += 1;
    }
    if (context.length > 0) {
      assertAtMostLane17Differs(c, whole, c.forward(x, c.workspace(context)));
    }
  }

  private static void assertAtMostLane17Differs(ConditionerCase c, float[] whole, float[] other) {
    for (int i = 0; i < whole.length; i++) {
      if (i % LANES != 17) {
        assertEquals(whole[i], other[i], 0f, c + " leak into position " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pullbackOfTheInputsIsThatOfDifferences(ConditionerCase c) {
    float[] x = c.inputs(6);
    float[] xBar = new float[x.length];
    Probe probe = new Probe(c, x);
    probe.pullback(xBar, new float[c.parameters().length]);
    Differences differences = new Differences(c + " inputs", STEP);
    for (int i = 0; i < x.length; i += 7) {
      int at = i;
      differences.add(i, xBar[i], step -> probe.lossWith(x, at, step));
    }
    differences.finish();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pullbackOfTheParametersIsThatOfDifferences(ConditionerCase c) {
    int n = c.conditioner().parameterCount();
    Probe probe = new Probe(c, c.inputs(7));
    probe.keepFewPoints();
    float[] gradient = new float[c.parameters().length];
    probe.pullback(null, gradient);
    Differences differences = new Differences(c + " parameters", STEP);
    for (int i = AT; i < AT + n; i += Math.max(1, n / 500)) {
      int at = i;
      differences.add(i, gradient[i], step -> probe.lossWith(c.parameters(), at, step));
    }
    differences.finish();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void cotangentsAreAdded(ConditionerCase c) {
    int n = c.parameters().length;
    Probe probe = new Probe(c, c.inputs(8));
    float[] xBar = new float[probe.x.length];
    float[] gradient = new float[n];
    probe.pullback(xBar, gradient);
    float[] gradientAlone = new float[n];
    probe.pullback(null, gradientAlone);
    assertArrayEquals(gradient, gradientAlone, c + " without the inputs' cotangents");
    float[] xBarFromOnes = new float[xBar.length];
    float[] gradientFromOnes = new float[n];
    Arrays.fill(xBarFromOnes, 1f);
    Arrays.fill(gradientFromOnes, 1f);
    probe.pullback(xBarFromOnes, gradientFromOnes);
    // The order of additions may change with what was there: a few roundings of the sums.
    for (int i = 0; i < xBar.length; i++) {
      assertEquals(xBar[i] + 1, xBarFromOnes[i], 1e-5 * (1 + Math.abs(xBar[i])), c + " input " + i);
    }
    for (int i = 0; i < n; i++) {
      double tolerance = 1e-4 * (1 + Math.abs(gradient[i]));
      assertEquals(gradient[i] + 1, gradientFromOnes[i], tolerance, c + " parameter " + i);
    }
    int end = AT + c.conditioner().parameterCount();
    assertArrayEquals(new float[AT], Arrays.copyOf(gradient, AT), c + " before its slice");
    assertArrayEquals(
        new float[n - end], Arrays.copyOfRange(gradient, end, n), c + " behind its slice");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pullbackModifiesNoCotangentOfOutputs(ConditionerCase c) {
    Probe probe = new Probe(c, c.inputs(9));
    float[] saved = probe.outBar.clone();
    float[] savedX = probe.x.clone();
    probe.pullback(new float[probe.x.length], new float[c.parameters().length]);
    assertArrayEquals(saved, probe.outBar, c + " cotangents of the outputs");
    assertArrayEquals(savedX, probe.x, c + " inputs");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void descriptionMakesAnEqualConditioner(ConditionerCase c) {
    Conditioner original = c.conditioner();
    Config config = original.config();
    Conditioner copy = Conditioners.read(Config.parse(config.toJson()));
    assertEquals(config, copy.config(), c + " description");
    assertEquals(original.inputs(), copy.inputs(), c + " inputs");
    assertEquals(original.outputs(), copy.outputs(), c + " outputs");
    assertEquals(original.contextDimension(), copy.contextDimension(), c + " context");
    assertEquals(original.parameterCount(), copy.parameterCount(), c + " parameters");
    float[] x = c.inputs(10);
    Workspace s = copy.workspace();
    s.lendContext(c.context());
    float[] out = new float[c.outLength()];
    Arrays.fill(out, 7f);
    copy.forward(c.parameters(), AT, x, out, OUT_AT, s);
    assertArrayEquals(c.forward(x, c.workspace(c.context())), out, c + " outputs");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void allocatesNothing(ConditionerCase c) {
    Conditioner conditioner = c.conditioner();
    float[] x = c.inputs(11);
    float[] xBar = new float[x.length];
    float[] out = new float[c.outLength()];
    float[] outBar = ConditionerCase.normal(c.outLength() / LANES, 12);
    float[] gradient = new float[c.parameters().length];
    Workspace s = c.workspace(c.context());
    Allocation.none(
        c.name(),
        () -> {
          conditioner.forward(c.parameters(), AT, x, out, OUT_AT, s);
          conditioner.pullbackAdd(c.parameters(), AT, x, outBar, OUT_AT, xBar, gradient, s);
          Arrays.fill(gradient, 0f);
          Arrays.fill(xBar, 0f);
        });
  }

  /** A scalar loss, the sum of cotangents times outputs, and its pullback. */
  static final class Probe {
    private final ConditionerCase c;
    private final float[] x;
    private final float[] outBar;
    private final Workspace s;

    Probe(ConditionerCase c, float[] x) {
      this.c = c;
      this.x = x;
      this.outBar = ConditionerCase.normal(c.outLength() / LANES, 20);
      this.s = c.workspace(c.context());
    }

    /** A loss of 7 points: with all of them every shift of a parameter meets some kink. */
    void keepFewPoints() {
      for (int i = 0; i < outBar.length; i++) {
        outBar[i] = i % LANES % 9 == 4 ? outBar[i] : 0f;
      }
    }

    /** Returns the outputs. */
    float[] pullback(float[] xBar, float[] gradient) {
      float[] out = c.forward(x, s);
      c.conditioner().pullbackAdd(c.parameters(), AT, x, outBar, OUT_AT, xBar, gradient, s);
      return out;
    }

    double lossWith(float[] numbers, int at, float step) {
      float saved = numbers[at];
      numbers[at] = saved + step;
      float[] out = c.forward(x, s);
      numbers[at] = saved;
      double loss = 0;
      for (int i = OUT_AT; i < out.length - LANES; i++) {
        loss += (double) outBar[i] * out[i];
      }
      return loss;
    }
  }
}
