package org.p4inv.samplers.boltzmann.stochastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * Training of a {@link StochasticFlow}: the objectives for one {@link
 * org.p4inv.flows.train.Trainer}, which trains the parameters of the flow, and the step sizes of
 * the blocks, which are adapted beside it.
 *
 * <pre>
 *   StochasticTraining training = new StochasticTraining(start, 0.3);
 *   Trainer trainer = new Trainer(start.flow(), training.reverseKl(), settings, workers);
 *   for (...) trainer.step();
 *   StochasticFlow trained = training.trained(trainer.flow());
 * </pre>
 *
 * <p>Both objectives are divergences between the paths that are drawn from base to data and those
 * from data to base. A block goes back by the same kernel. The gradient is that along the paths
 * that were taken: acceptance counts as a constant. Source: as {@link StochasticFlow}.
 */
public final class StochasticTraining {
  private final StochasticFlow start;
  private final StepSizes stepSizes;
  private final Map<TilePass, Path> paths = new ConcurrentHashMap<>();

  /** Training with the step sizes that the blocks have. */
  public StochasticTraining(StochasticFlow start) {
    this(start, StepSizes.FIXED);
  }

  /**
   * Training that adapts the step size of each block to a mean acceptance probability.
   *
   * @param acceptanceGoal above 0 and below 1; 0 for no adaptation
   */
  public StochasticTraining(StochasticFlow start, double acceptanceGoal) {
    this.start = start;
    this.stepSizes = new StepSizes(start.blocks(), acceptanceGoal);
  }

  /**
   * Training by energy: E[u(x) + ln p(z) - sum of dS] = E[-ln w] over paths from base to data,
   * which is their divergence from the paths back minus ln Z.
   */
  public Objective reverseKl() {
    return new PathReverseKl(this);
  }

  /**
   * Training by data: E[-ln p(z) + sum of dS] over paths from data to base, which is their
   * divergence from the paths forth up to a constant. Each step draws its points with replacement.
   *
   * @param points {@code [n x d]}, at least one, finite; copied
   */
  public Objective likelihood(float[] points) {
    return new PathLikelihood(this, points);
  }

  /** The stochastic flow with the numbers that were trained and the step sizes as they are now. */
  public StochasticFlow trained(Flow flow) {
    List<SamplingBlock> blocks = new ArrayList<>();
    for (int i = 0; i < start.blocks().size(); i++) {
      blocks.add(start.blocks().get(i).withStepSize(stepSizes.of(i)));
    }
    return new StochasticFlow(flow, start.energy(), blocks);
  }

  StochasticFlow start() {
    return start;
  }

  /** Begins a step of training; a second call in the same step changes nothing. */
  void begin(int batch) {
    stepSizes.begin(batch);
  }

  /** The path of a worker, with the step sizes of this step. */
  Path path(TilePass pass) {
    Path path = paths.get(pass);
    if (path == null) {
      path = new Path(pass.flow(), pass.other(), start.energy(), start.blocks());
      paths.put(pass, path);
    }
    for (int i = 0; i < path.layers().length; i++) {
      path.layers()[i].stepSize(stepSizes.of(i));
    }
    return path;
  }

  /** Notes how the moves of a path were accepted. */
  void note(TilePass pass, Path path) {
    for (int i = 0; i < path.layers().length; i++) {
      stepSizes.note(pass.tile(), i, path.layers()[i].acceptance());
    }
  }
}
