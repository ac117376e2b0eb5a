package org.p4inv.samplers.energy;

/**
 * One line of the battery.
 *
 * @param spread the length scale of the region that matters, see {@link EnergyContract#examine}
 */
public record EnergyCase(String label, Energy energy, double spread) {}
