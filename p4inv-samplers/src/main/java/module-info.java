/** Energies, Boltzmann generators, importance weights and free energies. */
module org.p4inv.samplers {
  requires transitive org.p4inv.flows;

  exports org.p4inv.samplers.boltzmann;
  exports org.p4inv.samplers.boltzmann.stochastic;
  exports org.p4inv.samplers.chain;
  exports org.p4inv.samplers.chain.kernel;
  exports org.p4inv.samplers.energy;
  exports org.p4inv.samplers.energy.plane;
  exports org.p4inv.samplers.energy.space;
  exports org.p4inv.samplers.estimate;

  uses org.p4inv.samplers.energy.EnergyProvider;

  provides org.p4inv.samplers.energy.EnergyProvider with
      org.p4inv.samplers.energy.plane.DoubleWell.Provider,
      org.p4inv.samplers.energy.space.IsotropicGaussian.Provider,
      org.p4inv.samplers.energy.plane.MuellerBrown.Provider;
}
