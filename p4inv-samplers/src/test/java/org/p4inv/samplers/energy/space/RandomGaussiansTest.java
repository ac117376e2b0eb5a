package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;

class RandomGaussiansTest {

  @Test
  void meansAreInTheCubeAndFollowTheSeed() {
    double[][] means = RandomMeans.inCube(200, 3, 7, 4);
    double greatest = 0;
    for (double[] mean : means) {
      for (double coordinate : mean) {
        greatest = Math.max(greatest, Math.abs(coordinate));
      }
    }
    assertTrue(greatest <= 7 && greatest > 6.9, "greatest coordinate " + greatest);
    assertTrue(Arrays.deepEquals(means, RandomMeans.inCube(200, 3, 7, 4)));
    assertFalse(Arrays.deepEquals(means, RandomMeans.inCube(200, 3, 7, 5)));
  }

  @Test
  void oneComponentIsAGaussianAroundItsMean() {
    for (double d : new double[] {10, 20, 50}) {
      var energy = Energies.create("gaussian-mixture", Map.of("dimension", d, "components", 1.0));
      double[] mean = RandomMeans.inCube(1, (int) d, 10, 1)[0];
      var moments = energy.truth().moments().get();
      for (int j = 0; j < d; j++) {
        assertEquals(mean[j], moments.mean()[j], 1e-12);
        assertEquals(1, moments.variance()[j], 1e-12);
      }
      assertEquals(0, energy.truth().logZ().getAsDouble());
    }
  }
}
