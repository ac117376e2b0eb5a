/** Bijections, base densities, flows, training by likelihood and model files. */
module org.p4inv.flows {
  requires transitive org.p4inv.core;

  exports org.p4inv.flows;
  exports org.p4inv.flows.autoregressive;
  exports org.p4inv.flows.base;
  exports org.p4inv.flows.bijection;
  exports org.p4inv.flows.check;
  exports org.p4inv.flows.conditioner;
  exports org.p4inv.flows.config;
  exports org.p4inv.flows.coupling;
  exports org.p4inv.flows.data;
  exports org.p4inv.flows.elementwise;
  exports org.p4inv.flows.linear;
  exports org.p4inv.flows.normalization;
  exports org.p4inv.flows.train;
  exports org.p4inv.flows.transformer;

  uses org.p4inv.flows.base.BaseProvider;
  uses org.p4inv.flows.bijection.BijectionProvider;

  provides org.p4inv.flows.base.BaseProvider with
      org.p4inv.flows.base.ConditionalGaussian.Provider,
      org.p4inv.flows.base.FullGaussian.Provider,
      org.p4inv.flows.base.Gaussian.Provider,
      org.p4inv.flows.base.GaussianMixture.Provider,
      org.p4inv.flows.base.StandardNormal.Provider,
      org.p4inv.flows.base.StudentT.Provider,
      org.p4inv.flows.base.Uniform.Provider;
  provides org.p4inv.flows.bijection.BijectionProvider with
      org.p4inv.flows.autoregressive.AutoregressiveLayer.Provider,
      org.p4inv.flows.bijection.Chain.Provider,
      org.p4inv.flows.bijection.Inverse.Provider,
      org.p4inv.flows.coupling.Coupling.Provider,
      org.p4inv.flows.elementwise.BentIdentity.Provider,
      org.p4inv.flows.elementwise.ElementwiseAffine.Provider,
      org.p4inv.flows.elementwise.ElementwiseTransformer.Provider,
      org.p4inv.flows.elementwise.LeakyRelu.Provider,
      org.p4inv.flows.elementwise.Sigmoid.Provider,
      org.p4inv.flows.elementwise.Softplus.Provider,
      org.p4inv.flows.elementwise.Tanh.Provider,
      org.p4inv.flows.linear.DenseLinear.Provider,
      org.p4inv.flows.linear.ExponentialLinear.Provider,
      org.p4inv.flows.linear.OrthogonalLinear.Provider,
      org.p4inv.flows.linear.P4InvLinear.Provider,
      org.p4inv.flows.linear.Permutation.Provider,
      org.p4inv.flows.linear.PluLinear.Provider,
      org.p4inv.flows.linear.QrLinear.Provider,
      org.p4inv.flows.linear.SvdLinear.Provider,
      org.p4inv.flows.linear.TriangularLinear.Provider,
      org.p4inv.flows.normalization.ActNorm.Provider,
      org.p4inv.flows.normalization.Whitening.Provider;
}
