/** Energies of particles: coordinate k of particle i is coordinate i * (space dimension) + k. */
package org.p4inv.samplers.energy.particle;
