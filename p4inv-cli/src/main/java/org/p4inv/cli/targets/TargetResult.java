package org.p4inv.cli.targets;

import java.util.List;

/**
 * The content of {@code result.json} of the targets, with snake_case names there.
 *
 * @param experiment {@code targets}
 * @param points of an estimate of log Z
 * @param scored points behind every other number but W2
 * @param steps of each training
 * @param threads that trained
 * @param kernels what {@link org.p4inv.core.kernel.Kernels#describe} says
 * @param jdk version of the Java runtime
 * @param runs one for each target and seed
 */
public record TargetResult(
    String experiment,
    int points,
    int scored,
    int steps,
    int threads,
    String kernels,
    String jdk,
    List<TargetProblem.Result> runs) {}
