/** Bijections, base densities, flows, training by likelihood and model files. */
module org.p4inv.flows {
  requires transitive org.p4inv.core;

  exports org.p4inv.flows;
  exports org.p4inv.flows.base;
  exports org.p4inv.flows.bijection;
  exports org.p4inv.flows.config;
  exports org.p4inv.flows.train;

  uses org.p4inv.flows.bijection.BijectionProvider;

  provides org.p4inv.flows.bijection.BijectionProvider with
      org.p4inv.flows.bijection.ActNorm.Provider,
      org.p4inv.flows.bijection.AffineCoupling.Provider,
      org.p4inv.flows.bijection.BentIdentity.Provider,
      org.p4inv.flows.bijection.Chain.Provider,
      org.p4inv.flows.bijection.Inverse.Provider,
      org.p4inv.flows.bijection.P4InvLinear.Provider,
      org.p4inv.flows.bijection.Permutation.Provider;
}
