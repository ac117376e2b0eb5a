package org.p4inv.cli.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPictureTest {
  // Frames of the box of the examples, as the layout has them.
  private static final int TOP = 121;
  private static final int BOTTOM = 467;
  private static final int TARGET = 85;
  private static final int SAMPLES = 434;
  private static final int SIDE = 260;

  @TempDir Path folder;

  @Test
  void hasThePromisedSizeAndThreeFilledPanels() throws IOException {
    BufferedImage image = written(Examples.doubleWellPicture());
    assertEquals(TrainingPicture.WIDTH, image.getWidth());
    assertEquals(TrainingPicture.HEIGHT, image.getHeight());
    assertColours(50, image, TARGET, TARGET + SIDE);
    assertColours(50, image, SAMPLES, SAMPLES + SIDE);
    assertColours(20, image, 863, 1420);
  }

  @Test
  void targetAndSamplesAreDarkInTheWellsAndLightBetweenThem() throws IOException {
    BufferedImage image = written(Examples.doubleWellPicture());
    for (int left : new int[] {TARGET, SAMPLES}) {
      double deep = meanLightness(image, left, 1.75);
      double shallow = meanLightness(image, left, -1.7);
      double barrier = meanLightness(image, left, 0);
      assertTrue(deep < shallow, "deep well " + deep + ", shallow well " + shallow);
      assertTrue(shallow < barrier, "shallow well " + shallow + ", barrier " + barrier);
    }
  }

  @Test
  void sameDataGiveTheSameBytes() throws IOException {
    Path first = folder.resolve("first.png");
    Path second = folder.resolve("second.png");
    TrainingPicture.write(first, Examples.doubleWellPicture());
    TrainingPicture.write(second, Examples.doubleWellPicture());
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void replacesAnOlderPictureAndLeavesNothingBeside() throws IOException {
    Path png = folder.resolve("picture.png");
    Files.writeString(png, "old");
    TrainingPicture.write(png, Examples.doubleWellPicture());
    assertNotNull(ImageIO.read(png.toFile()));
    assertEquals(List.of(png), files());
  }

  @Test
  void whatIsNotANumberIsNotDrawn() throws IOException {
    EnergyGrid grid = Examples.grid(40);
    grid.energies[0] = Double.NaN;
    grid.energies[1] = Double.POSITIVE_INFINITY;
    float[] values = {0, 0, Float.NaN, 1, Float.NEGATIVE_INFINITY, 2};
    double[] ess = new double[100];
    Arrays.fill(ess, Double.NaN);
    TrainingCurve curve = Examples.curve(100);
    curve.losses[3] = Double.POSITIVE_INFINITY;
    written(
        new PictureData(
            "",
            "",
            Optional.of(grid),
            new Points(2, values),
            new TrainingCurve(curve.steps, curve.losses, ess)));
  }

  @Test
  void drawsWithoutStepsAndWithoutSamples() throws IOException {
    TrainingCurve none = new TrainingCurve(new long[0], new double[0], new double[0]);
    Points noPoints = new Points(2, new float[0]);
    written(new PictureData("", "", Optional.of(Examples.grid(2)), noPoints, none));
    written(new PictureData("", "", Optional.empty(), noPoints, none));
  }

  @Test
  void withoutAPlaneTargetHistogramsAreDrawn() throws IOException {
    for (int dimension : new int[] {1, 2, 5}) {
      Points points = new Points(dimension, Examples.coordinates(500));
      BufferedImage image =
          written(new PictureData("", "", Optional.empty(), points, Examples.curve(300)));
      assertColours(3, image, TARGET, TARGET + 290);
    }
  }

  @Test
  void leavesTheHeadlessPropertyAsItWas() throws IOException {
    String before = System.getProperty("java.awt.headless");
    written(Examples.doubleWellPicture());
    assertEquals(before, System.getProperty("java.awt.headless"));
  }

  @Test
  void anUnwritablePathIsOneClearLineAndLeavesNothingBehind() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(folder.resolve("missing").resolve("a.png"), "its folder does not exist");
    assertRefused(file.resolve("a.png"), "its folder does not exist");
    assertRefused(folder, "it is a folder");
    assertRefused(folder.resolve("x".repeat(300) + ".png"), "name too long");
    assertEquals(List.of(file), files());
  }

  private static void assertRefused(Path png, String reason) {
    PictureException e =
        assertThrows(
            PictureException.class, () -> TrainingPicture.write(png, Examples.doubleWellPicture()));
    String message = e.getMessage();
    assertTrue(message.contains(png.toString()), message);
    assertTrue(message.toLowerCase(Locale.ROOT).contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  private BufferedImage written(PictureData data) throws IOException {
    Path png = folder.resolve("picture.png");
    TrainingPicture.write(png, data);
    return ImageIO.read(png.toFile());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void assertColours(int least, BufferedImage image, int left, int right) {
    int width = right - left;
    int[] pixels = image.getRGB(left, TOP, width, BOTTOM - TOP, null, 0, width);
    long colours = Arrays.stream(pixels).distinct().count();
    assertTrue(colours >= least, colours + " colours from " + left + " to " + right);
  }

  /** Mean green of a patch at height 0: viridis falls in it evenly from light to dark. */
  private static double meanLightness(BufferedImage image, int left, double x) {
    int column = left + (int) ((x - Examples.BOX.xMin()) / Examples.BOX.width() * SIDE);
    int row = (TOP + BOTTOM) / 2;
    int[] patch = image.getRGB(column - 3, row - 20, 7, 41, null, 0, 7);
    return Arrays.stream(patch).map(rgb -> (rgb >> 8) & 0xFF).average().orElseThrow();
  }
}
