package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.flows.check.SelfCheck;
import org.p4inv.flows.conditioner.Activation;

class FlowBuilderTest {
  static Stream<FlowBuilder> builders() {
    return Stream.of(
            FlowBuilder.realNvp(3),
            FlowBuilder.neuralSpline(3),
            FlowBuilder.p4inv(3),
            FlowBuilder.maskedAutoregressive(3))
        .map(builder -> builder.layers(3).hidden(8).activation(Activation.TANH).seed(4));
  }

  @ParameterizedTest
  @MethodSource("builders")
  void everyArchitectureIsSound(FlowBuilder builder) {
    SelfCheck report = Noise.on(builder.build(), 0.05f).selfCheck(5);
    assertTrue(report.passed(), report.toString());
  }

  @ParameterizedTest
  @MethodSource("builders")
  void aContextChangesTheDensity(FlowBuilder builder) {
    Flow flow = Noise.on(builder.context(2).build(), 0.05f);
    assertEquals(2, flow.contextDimension());
    float[] point = {0.3f, -0.2f, 0.5f};
    double here = flow.logDensity(point, new float[] {0, 1})[0];
    double there = flow.logDensity(point, new float[] {1, 0})[0];
    assertTrue(Math.abs(here - there) > 1e-3, here + " and " + there);
    SelfCheck report = flow.selfCheck(new float[] {0.5f, -1}, 6);
    assertTrue(report.passed(), report.toString());
  }

  @Test
  void whitenedFlowsEndWithTheDataLayer() {
    String summary = FlowBuilder.realNvp(2).layers(1).whitened().build().toString();
    assertTrue(summary.strip().lines().reduce((a, b) -> b).orElseThrow().contains("whitening"));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> FlowBuilder.realNvp(1));
    FlowBuilder builder = FlowBuilder.p4inv(1);
    assertThrows(IllegalArgumentException.class, () -> builder.layers(0));
    assertThrows(IllegalArgumentException.class, () -> builder.context(-1));
  }
}
