package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;

/** The change between a user's rows and tiles. */
class TileTest {
  private static final int D = 3;

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,1,1", "63,1,63", "64,1,64", "65,2,1", "128,2,64", "130,3,2"})
  void pointsFillTilesInOrder(int points, int tiles, int lanesOfLast) {
    assertEquals(tiles, Tile.count(points));
    for (int tile = 0; tile < tiles - 1; tile++) {
      assertEquals(Tile.LANES, Tile.lanes(points, tile), "tile " + tile + " of " + points);
    }
    if (tiles > 0) {
      assertEquals(lanesOfLast, Tile.lanes(points, tiles - 1), "last tile of " + points);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64})
  void loadIsFeatureMajorAndPadsWithTheFirstPoint(int lanes) {
    int first = 2;
    float[] points = Numbers.floats(new Random(lanes), (first + lanes) * D);
    float[] tile = new float[D * Tile.LANES];
    Tile.load(points, first, lanes, D, tile);
    for (int i = 0; i < tile.length; i++) {
      int feature = i / Tile.LANES;
      int lane = i % Tile.LANES;
      int point = first + (lane < lanes ? lane : 0);
      assertEquals(points[point * D + feature], tile[i], "feature " + feature + ", lane " + lane);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64})
  void storeWritesItsRowsAndNoOthers(int lanes) {
    int first = 2;
    float[] tile = Numbers.floats(new Random(lanes), D * Tile.LANES);
    float[] before = Numbers.floats(new Random(-lanes), (first + lanes + 1) * D);
    float[] points = before.clone();
    Tile.store(tile, lanes, D, points, first);
    for (int i = 0; i < points.length; i++) {
      int lane = i / D - first;
      float expected = lane >= 0 && lane < lanes ? tile[i % D * Tile.LANES + lane] : before[i];
      assertEquals(expected, points[i], "lanes " + lanes + ", index " + i);
    }
  }

  @Test
  void allPointsComeBack() {
    int n = 150;
    float[] points = Numbers.floats(new Random(7), n * D);
    float[] back = new float[n * D];
    float[] tile = new float[D * Tile.LANES];
    for (int t = 0; t < Tile.count(n); t++) {
      Tile.load(points, t * Tile.LANES, Tile.lanes(n, t), D, tile);
      Tile.store(tile, Tile.lanes(n, t), D, back, t * Tile.LANES);
    }
    Agreement.sameBits("round trip", points, back);
  }
}
