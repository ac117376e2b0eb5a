/** Bijections, base densities, flows, training by likelihood and model files. */
module org.p4inv.flows {
  requires transitive org.p4inv.core;

  exports org.p4inv.flows;
  exports org.p4inv.flows.base;
  exports org.p4inv.flows.bijection;
  exports org.p4inv.flows.conditioner;
  exports org.p4inv.flows.config;
  exports org.p4inv.flows.coupling;
  exports org.p4inv.flows.elementwise;
  exports org.p4inv.flows.linear;
  exports org.p4inv.flows.normalization;
  exports org.p4inv.flows.train;
  exports org.p4inv.flows.transformer;

  uses org.p4inv.flows.bijection.BijectionProvider;

  provides org.p4inv.flows.bijection.BijectionProvider with
      org.p4inv.flows.coupling.Coupling.Provider,
      org.p4inv.flows.elementwise.BentIdentity.Provider,
      org.p4inv.flows.elementwise.ElementwiseAffine.Provider,
      org.p4inv.flows.elementwise.LeakyRelu.Provider,
      org.p4inv.flows.elementwise.Sigmoid.Provider,
      org.p4inv.flows.elementwise.Softplus.Provider,
      org.p4inv.flows.elementwise.Tanh.Provider,
      org.p4inv.flows.bijection.Chain.Provider,
      org.p4inv.flows.bijection.Inverse.Provider,
      org.p4inv.flows.linear.P4InvLinear.Provider,
      org.p4inv.flows.linear.Permutation.Provider,
      org.p4inv.flows.normalization.ActNorm.Provider,
      org.p4inv.flows.normalization.Whitening.Provider;
}
