package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p4inv.flows.Flow;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;

/** {@code sample} and {@code score}. */
class ModelCommandsTest {
  private static final int POINTS = 70;

  @TempDir Path folder;
  private Flow flow;

  @BeforeEach
  void saveModel() throws IOException {
    flow = BoltzmannGenerator.untrained(2, BoltzmannSettings.DEFAULT);
    flow.save(Path.of(model()));
  }

  private String model() {
    return folder.resolve("model.safetensors").toString();
  }

  private String points() {
    return folder.resolve("points.csv").toString();
  }

  private String sample(String... more) {
    String[] arguments = {"sample", model(), "-n", Integer.toString(POINTS), "--seed", "5"};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all).succeeded().out();
  }

  @Test
  void samplesAreThoseOfTheFlow() {
    float[] expected = flow.sample(POINTS, 5);
    String[] numbers = sample().strip().split("[,\n]", -1);
    float[] actual = new float[numbers.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = Float.parseFloat(numbers[i]);
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void samplesAsAFile() throws IOException {
    assertEquals("", sample("--out", points()));
    assertEquals(sample(), Files.readString(Path.of(points())));
  }

  @Test
  void scoresAreThoseOfTheFlow() {
    sample("--out", points());
    String scores = CommandRun.of("score", model(), points()).succeeded().out();
    assertArrayEquals(
        flow.logDensity(flow.sample(POINTS, 5)),
        scores.lines().mapToDouble(Double::parseDouble).toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2;NaN,3 | line 2: column 1 must be a finite number, got `NaN`",
        "1,2;3,Infinity | line 2: column 2 must be a finite number, got `Infinity`",
        "1,1e60 | line 1: column 2 must be a finite number, got `1e60`",
        "1,0x1p3 | line 1: column 2 must be a finite number, got `0x1p3`",
        "x,y;1,2 | line 1: column 1 must be a finite number, got `x`",
        "1,2;3 | line 2: must have 2 numbers between commas, the dimension of the model, got 1",
        "1,2,3 | line 1: must have 2 numbers between commas, the dimension of the model, got 3",
        "1,2;;3,4 | line 2: must have 2 numbers between commas, the dimension of the model, got an",
        "1, | line 1: column 2 must be a finite number, got ``",
        "'' | must hold at least one point, it is empty",
      })
  void badPointsAreNamed(String lines, String reason) throws IOException {
    Files.writeString(Path.of(points()), lines.replace(';', '\n'));
    String line = CommandRun.of("score", model(), points()).errorLine(1);
    assertTrue(line.contains("points.csv"), line);
    assertTrue(line.contains(reason), line);
  }

  @Test
  void textThatIsNoText() throws IOException {
    Files.write(Path.of(points()), new byte[] {'1', ',', (byte) 0xff, '\n'});
    String line = CommandRun.of("score", model(), points()).errorLine(1);
    assertTrue(line.contains("must be text in UTF-8"), line);
  }

  @Test
  void filesThatAreNotThere() {
    for (String[] arguments :
        new String[][] {{"sample", points(), "-n", "1"}, {"score", model(), points()}}) {
      String line = CommandRun.of(arguments).errorLine(1);
      assertTrue(line.contains("points.csv` must exist, it does not"), line);
    }
  }

  @Test
  void aFileThatIsNoModel() throws IOException {
    Files.writeString(Path.of(points()), "1,2\n");
    String line = CommandRun.of("sample", points(), "-n", "1").errorLine(1);
    assertTrue(line.contains("points.csv"), line);
  }
}
