/**
 * Files that keep a trained model: named arrays of numbers with metadata, in the safetensors
 * format.
 *
 * <p>{@link org.p4inv.flows.model.Safetensors} reads and writes them; a file is replaced as a whole
 * or not at all, and nothing in a file is believed before it is checked.
 */
package org.p4inv.flows.model;
