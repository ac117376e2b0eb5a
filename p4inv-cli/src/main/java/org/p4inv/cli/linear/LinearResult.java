package org.p4inv.cli.linear;

import java.util.List;

/**
 * The content of {@code result.json} of the linear problem, with snake_case names there.
 *
 * @param experiment {@code linear}
 * @param dimension of the layer
 * @param batch points a step
 * @param rate of Adam
 * @param penaltyWeight of log|det| outside its bounds
 * @param seed of everything random
 * @param threads that trained
 * @param kernels what {@link org.p4inv.core.kernel.Kernels#describe} says
 * @param jdk version of the Java runtime
 * @param target the mean squared error to reach
 * @param runs one for each rank
 */
public record LinearResult(
    String experiment,
    int dimension,
    int batch,
    double rate,
    double penaltyWeight,
    long seed,
    int threads,
    String kernels,
    String jdk,
    double target,
    List<LinearProblem.Result> runs) {}
