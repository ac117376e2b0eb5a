package org.p4inv.samplers.report;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The mass of one state.
 *
 * @param name of the state
 * @param exact where it is known
 * @param masses by the name of the sampler, in the order of the samplers
 */
public record StateMass(String name, OptionalDouble exact, Map<String, Double> masses) {}
