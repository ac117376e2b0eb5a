/** Targets whose truth is known, learned from the energy alone and scored against the truth. */
package org.p4inv.cli.targets;
