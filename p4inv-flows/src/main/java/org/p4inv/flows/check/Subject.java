package org.p4inv.flows.check;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * A bijection with its numbers under examination, and a tile that enters each of its directions.
 *
 * @param bijection the description
 * @param weights its numbers
 * @param context tile of its context. Not modified.
 * @param z a tile in base space. Not modified.
 * @param x the image of z. Not modified.
 */
record Subject(Bijection bijection, Weights weights, float[] context, float[] z, float[] x) {

  /** An image with its log-dets. */
  record Image(float[] tile, double[] logDet) {}

  static Subject of(Bijection bijection, Weights weights, float[] context, float[] z) {
    Subject base = new Subject(bijection, weights, context, z, z);
    return new Subject(bijection, weights, context, z, base.map(Direction.FORWARD, z).tile());
  }

  int dimension() {
    return bijection.dimension();
  }

  /** The tile that enters a direction. */
  float[] input(Direction direction) {
    return direction == Direction.FORWARD ? z : x;
  }

  Workspace workspace() {
    Workspace workspace = bijection.workspace();
    workspace.lendContext(context);
    return workspace;
  }

  Image map(Direction direction, float[] in) {
    return map(direction, in, workspace());
  }

  Image map(Direction direction, float[] in, Workspace workspace) {
    float[] out = new float[in.length];
    double[] logDet = new double[LANES];
    direction.map(bijection, weights, in, out, logDet, workspace);
    return new Image(out, logDet);
  }

  static String name(Direction direction) {
    return direction == Direction.FORWARD ? "forward" : "inverse";
  }
}
