package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong arguments: exit code 2 and one line that names argument, rule and fact. */
class UsageErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "train well | p4inv train: energy must be one of | got `well`",
        "train | energy must be one of | got none",
        "trian | p4inv: command must be one of train, report, sample, score, experiment | got `trian`",
        "experiment cubic | experiment must be one of linear, density | got `cubic`",
        "train double-well --sed 3 | option must be one of --a, --b, --c, | got `--sed`",
        "train double-well 3 | argument `3` must not be there | --help",
        "train double-well --steps -5 | '--steps': must be a whole number from 1 | got `-5`",
        "train double-well --steps 0 | '--steps': must be a whole number from 1 | got `0`",
        "train double-well --steps 1.5 | '--steps': must be a whole number | got `1.5`",
        "train double-well --threads 0 | '--threads': must be a whole number from 1 to 1024 | `0`",
        "train double-well --seed x | '--seed': must be a whole number | got `x`",
        "train double-well --a NaN | '--a': must be a finite number | got `NaN`",
        "train double-well --a=-Infinity | '--a': must be a finite number | got `-Infinity`",
        "train double-well --a one | '--a': must be a finite number | got `one`",
        "train double-well --c -1 | '--c': must be from 0.001 to 1000 | got `-1`",
        "train gaussian --dimension 2.5 | '--dimension': must be a whole number | got `2.5`",
        "train double-well --a | Missing required parameter for option '--a' | (X)",
        "train double-well --out --json | Expected parameter for option '--out' | '--json'",
        "train double-well --a 1 --a 2 | option '--a' (X) should be specified only once | --a",
        "experiment linear --ranks 1,0 | '--ranks' (N): must be a whole number from 1 | got `0`",
        "experiment linear --rate 0 | '--rate': must be positive | got `0`",
        "experiment linear --penalty -1 | '--penalty': must not be negative | got `-1`",
        "experiment density moon | DENSITY must be one of two-moons, eight-gaussians, | got `moon`",
        "report | Missing required parameter | MODEL",
        "report model -n 50 | '-n': must be a whole number from 100 | got `50`",
        "report model --distances 3000 | '--distances': must be a whole number from 2 to 2000 | 3000",
        "report model --calls -1 | '--calls': must be a whole number from 0 | got `-1`",
        "sample | Missing required options and parameters | MODEL",
        "score model | Missing required parameter | POINTS",
      })
  void isOneLine(String arguments, String rule, String fact) {
    String line = CommandRun.of(arguments.split(" ")).errorLine(2);
    assertTrue(line.startsWith("p4inv"), line);
    assertTrue(line.contains(rule), line);
    assertTrue(line.contains(fact), line);
  }

  @Test
  void nothingAtAll() {
    String line = CommandRun.of().errorLine(2);
    assertTrue(line.startsWith("p4inv: command must be one of train"), line);
  }

  @Test
  void stackTraceOnlyOnRequest() {
    CommandRun run = CommandRun.of("train", "double-well", "--a", "NaN", "--stack-trace");
    assertEquals(2, run.code());
    assertTrue(run.err().lines().anyMatch(line -> line.startsWith("\tat ")), run.err());
  }
}
