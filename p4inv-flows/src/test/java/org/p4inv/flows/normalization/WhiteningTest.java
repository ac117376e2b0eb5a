package org.p4inv.flows.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Image;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;

/** A fitted batch is white in both directions, and data without full rank are refused. */
class WhiteningTest {
  private static final int D = 3;
  private static final int POINTS = 300;
  private static final int TILES = 5;

  /** Correlated points of very different scales, mean 100 in the first coordinate. */
  private static float[][] batch() {
    RandomStream random = new RandomStream(1, Domain.APPLICATION);
    float[][] batch = new float[TILES][D * LANES];
    for (float[] tile : batch) {
      random.gaussian(tile, 0, tile.length);
      for (int i = 0; i < LANES; i++) {
        tile[LANES + i] = 0.01f * (tile[LANES + i] + 2 * tile[i]);
        tile[2 * LANES + i] += tile[i];
        tile[i] = 100 + 10 * tile[i];
      }
    }
    return batch;
  }

  private static void fit(
      Bijection layer, Weights w, Direction direction, float[][] batch, int points) {
    if (direction == Direction.FORWARD) {
      layer.fitForward(w, batch, points, layer.workspace());
    } else {
      layer.fitInverse(w, batch, points, layer.workspace());
    }
  }

  private static void assertWhite(float[][] batch, String what) {
    for (int i = 0; i < D; i++) {
      double meanI = Moments.mean(batch, POINTS, i);
      assertEquals(0, meanI, 1e-3, what + " mean " + i);
      for (int j = 0; j < D; j++) {
        double c = Moments.covariance(batch, POINTS, i, 0, j, 0);
        // Points at 100 are floats with errors of 4e-6, the narrowest axis is about 0.01 wide.
        assertEquals(i == j ? 1 : 0, c, 2e-3, what + " covariance " + i + " " + j);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void imageOfTheBatchIsWhite(Direction direction) {
    Whitening layer = new Whitening(D);
    BijectionCase c = new BijectionCase("white", layer, 1);
    float[][] image = batch();
    fit(layer, c.weights(), direction, image, POINTS);
    assertWhite(image, direction + " image");
    float[][] mapped = batch();
    for (int tile = 0; tile < TILES; tile++) {
      mapped[tile] = Image.of(c, direction, mapped[tile]).tile();
    }
    assertWhite(mapped, direction + " mapped");
  }

  @Test
  void pairOfMatricesIsInverseInDouble() {
    Whitening layer = new Whitening(D);
    BijectionCase c = new BijectionCase("pair", layer, 1);
    layer.fitInverse(c.weights(), batch(), POINTS, layer.workspace());
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        double product = 0;
        for (int k = 0; k < D; k++) {
          product += c.frozen()[i * D + k] * c.frozen()[D * D + k * D + j];
        }
        // Deviations along the axes are a factor of 1000 apart.
        assertEquals(i == j ? 1 : 0, product, 1e-12, "element " + i + " " + j);
      }
    }
  }

  @Test
  void isTheIdentityUntilItIsFittedAndFittedOnce() {
    Whitening layer = new Whitening(D);
    double[] frozen = new double[layer.frozenCount()];
    Weights w = layer.bind(new Storage(new float[0], frozen, layer));
    layer.initialise(w, new RandomStream(1, Domain.START));
    float[] x = batch()[0];
    float[] y = new float[x.length];
    layer.forward(w, x, y, new double[LANES], layer.workspace());
    assertArrayEquals(x, y);
    layer.fitForward(w, batch(), POINTS, layer.workspace());
    double[] fitted = frozen.clone();
    float[][] other = batch();
    other[0][0] += 1;
    layer.fitForward(w, other.clone(), POINTS, layer.workspace());
    layer.fitInverse(w, other.clone(), POINTS, layer.workspace());
    assertArrayEquals(fitted, frozen);
  }

  @Test
  void dataWithoutFullRankAreRefusedAndNothingChanges() {
    Whitening layer = new Whitening(D);
    BijectionCase c = new BijectionCase("flat", layer, 1);
    double[] before = c.frozen().clone();
    float[][] flat = batch();
    for (float[] tile : flat) {
      System.arraycopy(tile, 0, tile, LANES, LANES);
    }
    assertRefused(layer, c, flat, POINTS, "from 300 points in 3 dimensions");
    assertRefused(layer, c, batch(), 3, "from 3 points in 3 dimensions");
    assertRefused(layer, c, new float[1][D * LANES], LANES, "got 0.0 and 0.0");
    float[][] hole = batch();
    hole[1][5] = Float.NaN;
    assertRefused(layer, c, hole, POINTS, "matrix must be finite");
    assertArrayEquals(before, c.frozen());
  }

  private static void assertRefused(
      Whitening layer, BijectionCase c, float[][] batch, int points, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> layer.fitForward(c.weights(), batch, points, layer.workspace()));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
