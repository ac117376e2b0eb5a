package org.p4inv.samplers.energy.plane;
import org.p4inv.samplers.energy.*;
public class Speed {
  public static void main(String[] a) {
    for (int round = 0; round < 2; round++) for (String name : Energies.names()) {
      Energy e = Energies.create(name); int d = e.dimension();
      float[] x = TestPoints.tile(e, 1, 3); double[] u = new double[64]; float[] g = new float[64 * d];
      for (int i = 0; i < 3000; i++) e.evaluate(x, u, g);
      long best = Long.MAX_VALUE;
      for (int r = 0; r < 10; r++) { long t = System.nanoTime(); for (int i = 0; i < 500; i++) e.evaluate(x, u, g); best = Math.min(best, System.nanoTime() - t); }
      if (round == 1) System.out.printf("%s %.0f ns a point%n", name, best / 500.0 / 64);
    }
  }
}
