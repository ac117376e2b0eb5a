/** Commands for people: train, sample, score, experiment. */
package org.p4inv.cli;
