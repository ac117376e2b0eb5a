package org.p4inv.cli.plot;

import java.util.Optional;

/**
 * All that one picture shows.
 *
 * @param title first line, such as {@code double-well a=-0.5 b=-6 c=1}
 * @param subtitle second line, such as ESS and log Z; may be empty
 * @param target the energy of a plane target. Without it the first one or two coordinates of the
 *     samples are drawn as histograms instead
 * @param samples samples of the flow, of dimension 2 if there is a target
 * @param curve the training curve
 */
public record PictureData(
    String title,
    String subtitle,
    Optional<EnergyGrid> target,
    Points samples,
    TrainingCurve curve) {

  /** Checks that the samples lie in the plane of the target. */
  public PictureData {
    if (target.isPresent() && samples.dimension != 2) {
      throw new IllegalArgumentException(
          "samples must have dimension 2 beside a plane target, got " + samples.dimension);
    }
  }
}
