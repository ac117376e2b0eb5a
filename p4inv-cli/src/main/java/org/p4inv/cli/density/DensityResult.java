package org.p4inv.cli.density;

import java.util.List;

/**
 * The content of {@code result.json} of the densities, with snake_case names there.
 *
 * @param experiment {@code density}
 * @param points that each flow learned from, and that it was scored on
 * @param seed of everything random
 * @param threads that trained
 * @param kernels what {@link org.p4inv.core.kernel.Kernels#describe} says
 * @param jdk version of the Java runtime
 * @param runs one for each density
 */
public record DensityResult(
    String experiment,
    int points,
    long seed,
    int threads,
    String kernels,
    String jdk,
    List<DensityProblem.Result> runs) {}
