/** Energies, Boltzmann generators, importance weights and free energies. */
module org.p4inv.samplers {
  requires transitive org.p4inv.flows;

  exports org.p4inv.samplers.boltzmann;
  exports org.p4inv.samplers.boltzmann.stochastic;
  exports org.p4inv.samplers.chain;
  exports org.p4inv.samplers.chain.diagnose;
  exports org.p4inv.samplers.chain.kernel;
  exports org.p4inv.samplers.chain.temper;
  exports org.p4inv.samplers.energy;
  exports org.p4inv.samplers.energy.compose;
  exports org.p4inv.samplers.energy.flow;
  exports org.p4inv.samplers.energy.mixture;
  exports org.p4inv.samplers.energy.particle;
  exports org.p4inv.samplers.energy.plane;
  exports org.p4inv.samplers.energy.posterior;
  exports org.p4inv.samplers.energy.space;
  exports org.p4inv.samplers.estimate;
  exports org.p4inv.samplers.report;

  uses org.p4inv.samplers.energy.EnergyProvider;

  provides org.p4inv.samplers.energy.EnergyProvider with
      org.p4inv.samplers.energy.particle.LennardJones.Provider13,
      org.p4inv.samplers.energy.particle.LennardJones.Provider13Twice,
      org.p4inv.samplers.energy.particle.LennardJones.Provider55,
      org.p4inv.samplers.energy.particle.LennardJones.Provider55Twice,
      org.p4inv.samplers.energy.particle.MultiDoubleWell.Provider,
      org.p4inv.samplers.energy.particle.MultiDoubleWell.ProviderTwice,
      org.p4inv.samplers.energy.plane.Checkerboard.Provider,
      org.p4inv.samplers.energy.plane.DoubleWell.Provider,
      org.p4inv.samplers.energy.plane.EightModes.Provider,
      org.p4inv.samplers.energy.plane.FortyGaussians.Provider,
      org.p4inv.samplers.energy.plane.FortyGaussians.UnitProvider,
      org.p4inv.samplers.energy.plane.GaussianGrid.NineProvider,
      org.p4inv.samplers.energy.plane.GaussianGrid.TwentyFiveProvider,
      org.p4inv.samplers.energy.plane.MuellerBrown.Provider,
      org.p4inv.samplers.energy.plane.Rings.Provider,
      org.p4inv.samplers.energy.plane.SineRidge.U2Provider,
      org.p4inv.samplers.energy.plane.SineRidge.U3Provider,
      org.p4inv.samplers.energy.plane.SineRidge.U4Provider,
      org.p4inv.samplers.energy.plane.TwoMoons.Provider,
      org.p4inv.samplers.energy.plane.TwoMoons.U1Provider,
      org.p4inv.samplers.energy.plane.WolfeQuapp.ModifiedProvider,
      org.p4inv.samplers.energy.plane.WolfeQuapp.Provider,
      org.p4inv.samplers.energy.posterior.EightSchools.CentredProvider,
      org.p4inv.samplers.energy.posterior.EightSchools.Provider,
      org.p4inv.samplers.energy.space.Banana.Provider,
      org.p4inv.samplers.energy.space.CorrelatedGaussian.Provider,
      org.p4inv.samplers.energy.space.Funnel.Provider,
      org.p4inv.samplers.energy.space.IsotropicGaussian.Provider,
      org.p4inv.samplers.energy.space.ManyWell.Provider,
      org.p4inv.samplers.energy.space.PhiFour.Provider,
      org.p4inv.samplers.energy.space.RandomGaussians,
      org.p4inv.samplers.energy.space.Rosenbrock.Provider,
      org.p4inv.samplers.energy.space.StudentMixture.Provider;
}
