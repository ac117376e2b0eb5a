/**
 * Energies: the reduced energies u(x) whose density exp(-u(x)) / Z is to be sampled, what is known
 * exactly of them, and how they are found by name.
 *
 * <p>{@link org.p4inv.samplers.energy.Energies} lists and makes them; {@link
 * org.p4inv.samplers.energy.EnergyProvider} is how a jar adds its own.
 */
package org.p4inv.samplers.energy;
