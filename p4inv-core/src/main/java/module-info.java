/** Tiles, kernels, linear algebra, P4 perturbations, optimizers, random streams and workers. */
module org.p4inv.core {
  requires static jdk.incubator.vector;

  exports org.p4inv.core.kernel;
  exports org.p4inv.core.linalg;
  exports org.p4inv.core.math;
  exports org.p4inv.core.optimize;
  exports org.p4inv.core.p4;
  exports org.p4inv.core.parallel;
  exports org.p4inv.core.random;
}
