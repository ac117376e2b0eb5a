/**
 * Configurations of layers as small JSON objects: what a model file stores beside its numbers, and
 * what a layer reads to build itself again.
 *
 * <p>{@link org.p4inv.flows.config.Config} is the view with typed access and clear errors, {@link
 * org.p4inv.flows.config.Json} the strict text format under it.
 */
package org.p4inv.flows.config;
