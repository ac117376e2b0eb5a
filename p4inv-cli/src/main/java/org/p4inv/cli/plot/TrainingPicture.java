package org.p4inv.cli.plot;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.p4inv.cli.io.AtomicFile;

/**
 * Draws the picture of a training into one PNG of {@link #WIDTH} x {@link #HEIGHT} pixels: target
 * density, samples of the flow on the same box with the same colours, training curve.
 *
 * <p>No AWT type is named here, so that a JVM without AWT meets its absence inside the {@code try}.
 */
public final class TrainingPicture {
  /** Width of the picture in pixels. */
  public static final int WIDTH = 1500;

  /** Height of the picture in pixels. */
  public static final int HEIGHT = 520;

  private static final String HEADLESS = "java.awt.headless";

  private TrainingPicture() {}

  /**
   * Writes the picture, under a temporary name first. The same data give the same bytes on the same
   * JVM with the same fonts.
   *
   * @param png where to; the folder must exist, an older file is replaced
   * @param data what to draw. Not modified.
   * @throws PictureException if the JVM cannot draw (no AWT, no font) or the file cannot be written
   */
  public static void write(Path png, PictureData data) throws PictureException {
    byte[] bytes = draw(data);
    try {
      AtomicFile.write(png.toAbsolutePath(), bytes);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new PictureException("Cannot write the picture " + png + ": " + reason, e);
    } catch (IOException | RuntimeException e) {
      throw new PictureException("Cannot write the picture " + png + ": " + root(e), e);
    }
  }

  /**
   * Draws without a display. AWT reads the property once, at its first use in a JVM, and stays with
   * what it read: an explicit choice of the host, or an AWT that already runs, is respected. The
   * property itself is put back.
   */
  private static synchronized byte[] draw(PictureData data) throws PictureException {
    boolean undecided = System.getProperty(HEADLESS) == null;
    if (undecided) {
      System.setProperty(HEADLESS, "true");
    }
    try {
      return Drawing.png(data);
    } catch (IOException | RuntimeException | Error e) {
      throw new PictureException(
          "Cannot draw the picture: "
              + root(e)
              + " (drawing needs the module java.desktop, and on Linux fontconfig and a font)",
          e);
    } finally {
      if (undecided) {
        System.clearProperty(HEADLESS);
      }
    }
  }

  /** The innermost cause on one line, with the name of its class. */
  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString().replaceAll("\\s+", " ");
  }
}
