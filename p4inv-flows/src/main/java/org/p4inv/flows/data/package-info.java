/** Densities of the plane with exact samples and exact values: tests for density models. */
package org.p4inv.flows.data;
