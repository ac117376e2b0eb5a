/** Density models on densities of the plane that are known: likelihood beside entropy. */
package org.p4inv.cli.density;
