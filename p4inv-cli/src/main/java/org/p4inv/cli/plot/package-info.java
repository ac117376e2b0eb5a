/**
 * The picture that a training leaves behind: target density, samples of the flow, training curve.
 *
 * <p>Drawn with {@code java.awt} alone. {@link org.p4inv.cli.plot.TrainingPicture} is the way in;
 * it and the classes of its data load on a JVM that has no AWT at all.
 */
package org.p4inv.cli.plot;
