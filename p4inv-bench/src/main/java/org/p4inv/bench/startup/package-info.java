/** From {@code java} to a trained flow, with a library's import beside it. */
package org.p4inv.bench.startup;
