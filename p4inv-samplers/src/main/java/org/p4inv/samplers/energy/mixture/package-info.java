/** Mixtures of Gaussians, which energies of the plane and of any dimension are made of. */
package org.p4inv.samplers.energy.mixture;
