/**
 * One report on a generator: its numbers, what exact samples score in its place, what plain Markov
 * chains and replica exchange make of the same energy calls, and a verdict that names what speaks
 * against it.
 */
package org.p4inv.samplers.report;
