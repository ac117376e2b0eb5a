package org.p4inv.samplers.energy.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowBuilder;
import org.p4inv.flows.base.StudentT;
import org.p4inv.flows.base.Uniform;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.samplers.energy.EnergyContract;
import org.p4inv.samplers.energy.TestPoints;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

/** Energies of flows that are far from the identity. */
class FlowEnergiesTest {

  private static Flow noisy(Flow flow) {
    float[] parameters = flow.parameters();
    float[] noise = new float[parameters.length];
    new RandomStream(4, Domain.APPLICATION).gaussian(noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      parameters[i] += 0.15f * noise[i];
    }
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }

  private static Flow plane() {
    return noisy(FlowBuilder.realNvp(2).layers(2).hidden(8).activation(Activation.TANH).build());
  }

  @TestFactory
  Stream<DynamicContainer> battery() {
    List<DynamicContainer> all = new ArrayList<>();
    Flow space =
        noisy(FlowBuilder.realNvp(5).layers(3).hidden(8).activation(Activation.TANH).build());
    Flow bent = noisy(FlowBuilder.p4inv(2).layers(3).build());
    all.add(EnergyContract.examineInFloat("RealNVP", new FlowEnergy(plane()), 1));
    all.add(EnergyContract.examineInFloat("RealNVP in 5-D", new FlowEnergy(space), 1));
    all.add(EnergyContract.examineInFloat("bent identities", new FlowEnergy(bent), 1));
    all.add(
        EnergyContract.examineInFloat(
            "latent double well", new LatentEnergy(plane(), new DoubleWell(-0.5, -3, 1)), 1));
    all.add(
        EnergyContract.examineInFloat(
            "latent Gaussian in 5-D",
            new LatentEnergy(space, new IsotropicGaussian(5, 0.5, 1.5)),
            1));
    all.add(
        EnergyContract.examineInFloat(
            "latent double well, bent", new LatentEnergy(bent, new DoubleWell(-0.5, -3, 1)), 1));
    return all.stream();
  }

  @Test
  void energyOfAFlowIsItsLogDensity() {
    Flow flow = plane();
    FlowEnergy energy = new FlowEnergy(flow);
    float[] points = new float[100 * 2];
    double[] logDensity = new double[100];
    flow.sample(9, points, logDensity);
    double[] u = TestPoints.energies(energy, points, 100, new float[200]);
    double[] scored = flow.logDensity(points);
    for (int i = 0; i < 100; i++) {
      assertEquals(-scored[i], u[i]);
      assertEquals(-logDensity[i], u[i], 1e-4);
    }
  }

  /** Latent energies are those of the mapped points, and the map is that of the flow. */
  @Test
  void latentEnergyIsThatOfTheMappedPoint() {
    Flow flow = plane();
    DoubleWell wells = new DoubleWell(-0.5, -3, 1);
    LatentEnergy latent = new LatentEnergy(flow, wells);
    float[] z = new float[2 * 100];
    new RandomStream(8, Domain.APPLICATION).gaussian(z, 0, z.length);
    float[] before = z.clone();
    float[] x = latent.toData(z);
    assertArrayEquals(before, z);
    double[] u = TestPoints.energies(latent, z, 100, new float[200]);
    double[] atData = TestPoints.energies(wells, x, 100, new float[200]);
    double[] logDensity = flow.logDensity(x);
    for (int i = 0; i < 100; i++) {
      double z1 = z[2 * i];
      double z2 = z[2 * i + 1];
      double base = -0.5 * (z1 * z1 + z2 * z2) - StrictMath.log(2 * Math.PI);
      double logDet = base - logDensity[i];
      assertEquals(atData[i] - logDet, u[i], 1e-4 * (1 + Math.abs(u[i])));
    }
    assertThrows(IllegalArgumentException.class, () -> latent.toData(new float[3]));
  }

  @Test
  void outsideOfItsImageAFlowHasNoDensity() {
    Flow flow =
        Flow.initial(
            Uniform.box(new double[] {-1, -1}, new double[] {1, 1}), Permutation.reversal(2), 1);
    float[] x = new float[2 * LANES];
    Tile.load(new float[] {0.5f, 0.5f, 1.5f, 0, 0, -3}, 0, 3, 2, x);
    double[] u = new double[LANES];
    new FlowEnergy(flow).evaluate(x, u, new float[2 * LANES]);
    assertEquals(StrictMath.log(4), u[0], 1e-6);
    assertEquals(Double.POSITIVE_INFINITY, u[1]);
    assertEquals(Double.POSITIVE_INFINITY, u[2]);
  }

  @Test
  void refusesFlowsThatDoNotFit() {
    DoubleWell wells = new DoubleWell(0, -4, 1);
    Flow three = FlowBuilder.realNvp(3).layers(1).build();
    assertEquals(
        "`flow` must have the dimension of the energy, 2, got 3",
        assertThrows(IllegalArgumentException.class, () -> new LatentEnergy(three, wells))
            .getMessage());
    Flow asked = FlowBuilder.realNvp(2).layers(1).context(4).build();
    assertEquals(
        "`flow` must have no context, got one of 4 features",
        assertThrows(IllegalArgumentException.class, () -> new FlowEnergy(asked)).getMessage());
    Flow heavy =
        Flow.initial(new StudentT(2, 3), new P4InvLinear(2, 1, P4InvLinear.Start.REVERSAL), 1);
    assertTrue(new LatentEnergy(heavy, wells).truth().logZ().isPresent());
  }
}
