package org.p4inv.cli.particles;

import java.util.List;

/**
 * The content of {@code result.json} of the particles, with snake_case names there.
 *
 * @param experiment {@code particles}
 * @param draws of each ladder
 * @param seed of everything random
 * @param threads that sampled
 * @param kernels what {@link org.p4inv.core.kernel.Kernels#describe} says
 * @param jdk version of the Java runtime
 * @param runs one for each energy
 */
public record ParticleResult(
    String experiment,
    int draws,
    long seed,
    int threads,
    String kernels,
    String jdk,
    List<ParticleProblem.Result> runs) {}
