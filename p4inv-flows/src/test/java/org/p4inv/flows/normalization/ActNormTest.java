package org.p4inv.flows.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Image;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.linear.Permutation;

/** Start values from a batch, also through the layers before. */
class ActNormTest {
  private static final int POINTS = 150;

  /** 150 points with mean 5 and deviation 3 in the first coordinate, -1 and 0.1 in the second. */
  private static float[][] batch() {
    RandomStream random = new RandomStream(1, Domain.APPLICATION);
    float[] points = new float[POINTS * 2];
    random.gaussian(points, 0, points.length);
    for (int i = 0; i < POINTS; i++) {
      points[2 * i] = 5 + 3 * points[2 * i];
      points[2 * i + 1] = -1 + 0.1f * points[2 * i + 1];
    }
    float[][] tiles = new float[Tile.count(POINTS)][2 * LANES];
    for (int tile = 0; tile < tiles.length; tile++) {
      Tile.load(points, tile * LANES, Tile.lanes(POINTS, tile), 2, tiles[tile]);
    }
    return tiles;
  }

  private static void assertStandard(float[][] tiles) {
    for (int j = 0; j < 2; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < POINTS; i++) {
        double x = tiles[i / LANES][j * LANES + i % LANES];
        sum += x;
        squares += x * x;
      }
      // Means and variances of 150 floats of size 50 and less.
      assertEquals(0, sum / POINTS, 1e-4, "mean of coordinate " + j);
      assertEquals(1, squares / POINTS, 1e-4, "variance of coordinate " + j);
    }
  }

  @Test
  void imageOfTheBatchIsStandardInBothDirections() {
    Bijection chain = Chain.of(new ActNorm(2), Permutation.reversal(2), new ActNorm(2));
    for (Direction direction : Direction.values()) {
      BijectionCase c = new BijectionCase("chain", chain, 2);
      float[][] batch = batch();
      float[][] image = batch.clone();
      Workspace s = chain.workspace();
      if (direction == Direction.FORWARD) {
        chain.fitForward(c.weights(), image, POINTS, s);
      } else {
        chain.fitInverse(c.weights(), image, POINTS, s);
      }
      assertStandard(image);
      float[][] mapped = new float[batch.length][];
      for (int tile = 0; tile < batch.length; tile++) {
        mapped[tile] = Image.of(c, direction, batch[tile]).tile();
      }
      assertStandard(mapped);
    }
  }

  @Test
  void isFittedOnceAndTheFlagIsFrozen() {
    ActNorm layer = new ActNorm(2);
    BijectionCase c = new BijectionCase("once", layer, 3);
    assertArrayEquals(new double[] {0}, c.frozen());
    layer.fitInverse(c.weights(), batch(), POINTS, layer.workspace());
    assertArrayEquals(new double[] {1}, c.frozen());
    float[] fitted = c.parameters().clone();
    float[][] other = {c.normalTile(1)};
    float[][] image = other.clone();
    layer.fitInverse(c.weights(), image, LANES, layer.workspace());
    layer.fitForward(c.weights(), other.clone(), LANES, layer.workspace());
    assertArrayEquals(fitted, c.parameters());
    assertArrayEquals(Image.of(c, Direction.INVERSE, other[0]).tile(), image[0]);
  }

  @Test
  void refusedBatchChangesNothing() {
    ActNorm layer = new ActNorm(2);
    BijectionCase c = new BijectionCase("refused", layer, 1);
    float[] before = c.parameters().clone();
    float[][] flat = batch();
    for (float[] tile : flat) {
      Arrays.fill(tile, LANES, 2 * LANES, 1f);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> layer.fitInverse(c.weights(), flat, POINTS, layer.workspace()));
    assertArrayEquals(before, c.parameters());
    assertArrayEquals(new double[] {0}, c.frozen());
  }

  @Test
  void constantCoordinateIsRefused() {
    ActNorm layer = new ActNorm(1);
    BijectionCase c = new BijectionCase("constant", layer, 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> layer.fitForward(c.weights(), new float[1][LANES], LANES, layer.workspace()));
    assertTrue(e.getMessage().contains("variance of coordinate 0 is 0"), e.getMessage());
  }
}
