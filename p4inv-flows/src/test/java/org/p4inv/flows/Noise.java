package org.p4inv.flows;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Flows away from their start, where most layers are the identity and test nothing. */
final class Noise {
  private static final long SEED = 2;

  private Noise() {}

  /** The flow with normal noise of a deviation on every parameter. */
  static Flow on(Flow flow, float deviation) {
    float[] parameters = flow.parameters();
    float[] noise = new float[parameters.length];
    new RandomStream(SEED, Domain.APPLICATION).gaussian(noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      parameters[i] += deviation * noise[i];
    }
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }
}
