package org.p4inv.flows.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.optimize.Adam;
import org.p4inv.core.optimize.GradientClipping;
import org.p4inv.core.p4.Merge;
import org.p4inv.core.p4.Perturbation;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;

/**
 * Minimises an {@link Objective} over the parameters of a flow, step by step: tiles through the
 * flow and back, gradients joined, one step of Adam, and every few steps the merges.
 *
 * <p>The flow that training starts from is copied and never changed; {@link #flow} is a snapshot.
 * The bits of a trained flow depend on flow, objective and settings, not on the workers. A step
 * allocates nothing in steady state. A step with a loss or gradient that is not finite changes
 * nothing and is counted; after {@value #MOST_SKIPS} in a row the last good state is restored and
 * training fails. One trainer is for one thread.
 */
public final class Trainer {
  private static final int MOST_SKIPS = 100;

  /** Parameters that one worker joins or updates at a time. */
  private static final int RANGE = 16384;

  private final BaseDensity base;
  private final Bijection bijection;
  private final Objective objective;
  private final TrainingSettings settings;
  private final Workers workers;
  private final float[] parameters;
  private final double[] frozen;
  private final Weights baseWeights;
  private final Weights weights;
  private final List<Perturbation> perturbations = new ArrayList<>();
  private final TilePass[] passes;
  private final GradientSlots slots;
  private final double[] squares;
  private final Workers.Part slotPart = this::runSlot;
  private final Workers.Part joinPart = this::joinRange;
  private final Workers.Part updatePart = this::updateRange;
  private final Adam adam;
  private final LastGoodState lastGood;
  private final RandomStream mergeRandom;
  private final MergeCounts merges = new MergeCounts();
  private long step;
  private int points;
  private long skipped;
  private int skippedInARow;
  private double loss = Double.NaN;
  private double penalty = Double.NaN;
  private double gradientNorm = Double.NaN;
  private float clipping;

  /** A trainer at step 0; it allocates all that training needs. */
  public Trainer(Flow start, Objective objective, TrainingSettings settings, Workers workers) {
    this.base = start.base();
    this.bijection = start.bijection();
    this.objective = objective;
    this.settings = settings;
    this.workers = workers;
    parameters = start.parameters();
    frozen = start.frozen();
    Storage storage = new Storage(parameters, frozen, workers, base, bijection);
    baseWeights = base.bind(storage);
    weights = bijection.bind(storage);
    refresh();
    weights.forEachPerturbation(perturbations::add);
    passes = new TilePass[workers.size()];
    for (int i = 0; i < passes.length; i++) {
      FlowTile tile = new FlowTile(base, baseWeights, bijection, weights);
      passes[i] = new TilePass(tile, settings.seed());
    }
    slots = new GradientSlots(parameters.length, settings.batch());
    squares = new double[(parameters.length + RANGE - 1) / RANGE];
    adam = new Adam(parameters.length, freshCuts());
    lastGood = new LastGoodState(parameters.length, frozen.length);
    mergeRandom = new RandomStream(settings.seed(), Domain.MERGE);
  }

  private void refresh() {
    base.refresh(baseWeights);
    bijection.refresh(weights);
  }

  private int[] freshCuts() {
    return perturbations.stream()
        .flatMapToInt(p -> IntStream.of(p.freshFrom(), p.freshTo()))
        .toArray();
  }

  /**
   * One step.
   *
   * @return the loss of its batch, before the step, with penalties
   * @throws TrainingDivergedException after many non-finite steps in a row; {@link #flow} is the
   *     last good one then
   */
  public double step() {
    points = objective.begin(step, settings.batch());
    if (points < 1 || points > settings.batch()) {
      throw new IllegalArgumentException(
          "the points of a step must be 1 to batch = " + settings.batch() + ", got " + points);
    }
    workers.run(slots.count(), slotPart);
    slots.joinLosses();
    penalty = 0;
    // By index: the iterator of an empty list is an object that the compiler does not remove.
    for (int i = 0; i < perturbations.size(); i++) {
      penalty += perturbations.get(i).addPenalty(settings.penaltyWeight(), slots.gradient());
    }
    loss = slots.loss() + penalty;
    workers.run(squares.length, joinPart);
    gradientNorm = Math.sqrt(sum(squares));
    if (Double.isFinite(loss) && Double.isFinite(gradientNorm)) {
      skippedInARow = 0;
      update();
    } else {
      skip();
    }
    step++;
    return loss;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private void joinRange(int range, int worker) {
    int from = range * RANGE;
    int to = Math.min(parameters.length, from + RANGE);
    slots.join(from, to);
    squares[range] = GradientClipping.sumOfSquares(slots.gradient(), from, to);
  }

  private void runSlot(int slot, int worker) {
    float[] gradient = slots.begin(slot);
    int end = Math.min(slots.firstTile(slot + 1), Tile.count(points));
    for (int tile = slots.firstTile(slot); tile < end; tile++) {
      TilePass pass = passes[worker];
      pass.begin(step, tile, Tile.lanes(points, tile), points, gradient);
      slots.addLoss(slot, objective.tile(pass));
    }
  }

  private void update() {
    lastGood.begin(frozen);
    clipping = GradientClipping.factor(gradientNorm, settings.maxGradientNorm());
    adam.begin(settings.learningRate().at(step));
    workers.run(squares.length, updatePart);
    base.prepare(baseWeights);
    bijection.prepare(weights);
    if (settings.merges().due(step)) {
      mergeAll();
    }
  }

  private void updateRange(int range, int worker) {
    int from = range * RANGE;
    int to = Math.min(parameters.length, from + RANGE);
    lastGood.save(parameters, from, to);
    adam.update(parameters, slots.gradient(), clipping, from, to);
  }

  private void mergeAll() {
    for (int i = 0; i < perturbations.size(); i++) {
      Perturbation perturbation = perturbations.get(i);
      mergeRandom.restart(Domain.MERGE, step, i);
      Merge merge = perturbation.merge(mergeRandom);
      merges.add(merge);
      if (merge.merged()) {
        adam.restart(perturbation.freshFrom(), perturbation.freshTo());
        lastGood.frozenChanged();
      }
    }
  }

  private void skip() {
    skipped++;
    skippedInARow++;
    if (skippedInARow < MOST_SKIPS) {
      return;
    }
    lastGood.restore(parameters, frozen);
    refresh();
    throw new TrainingDivergedException(
        "loss and gradient must be finite, they were not in "
            + skippedInARow
            + " steps in a row up to step "
            + step
            + "; the last good state is kept");
  }

  /** A snapshot of the flow as it is trained so far. */
  public Flow flow() {
    return Flow.of(base, bijection, parameters, frozen);
  }

  /** The number of steps done. */
  public long steps() {
    return step;
  }

  /** The number of steps that changed nothing because loss or gradient was not finite. */
  public long skipped() {
    return skipped;
  }

  /** The loss of the last step, with {@link #penalty}. */
  public double loss() {
    return loss;
  }

  /** The part of the last loss that is the penalty of perturbations outside their bounds. */
  public double penalty() {
    return penalty;
  }

  /** The points of the last step. */
  public int points() {
    return points;
  }

  /** The Euclidean norm of the gradient of the last step, before clipping. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** How the merges ended so far. */
  public MergeCounts merges() {
    return merges;
  }

  /** The perturbations in training, in the order of their layers, for inspection. */
  public List<Perturbation> perturbations() {
    return List.copyOf(perturbations);
  }
}
