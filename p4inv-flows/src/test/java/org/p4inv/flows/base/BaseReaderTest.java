package org.p4inv.flows.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p4inv.flows.config.Config;

/** Descriptions that are not valid. */
class BaseReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'magic'}|base type 'magic' is unknown; known are [",
        "{'type':'standard-normal','dimension':0}|`dimension`",
        "{'type':'gaussian'}|`mean` must be a list of numbers, got nothing",
        "{'type':'gaussian','mean':[],'deviation':[]}|mean must have a length of at least 1",
        "{'type':'gaussian','mean':[1],'deviation':[1,2]}|deviation must have length 1, got 2",
        "{'type':'gaussian','mean':[1],'deviation':[0]}|number 0 is 0.0",
        "{'type':'gaussian','mean':[1e39],'deviation':[1]}|number 0 is 1.0E39",
        "{'type':'full-gaussian','mean':[1,2],'factor':[1,2]}|factor must have length 3, got 2",
        "{'type':'full-gaussian','mean':[1,2],'factor':[1,2,-3]}|number 2 is -3.0",
        "{'type':'full-gaussian','dimension':16385}|`dimension`",
        "{'type':'uniform','low':[0],'high':[1],'circular':[1]}|circular must name coordinates",
        "{'type':'uniform','low':[0],'high':[1,2],'circular':[]}|high must have length 1, got 2",
        "{'type':'student-t','dimension':2,'nu':0.4}|nu must be in 0.5 to 10^6, got 0.4",
        "{'type':'gaussian-mixture','dimension':2,'components':0}|`components`",
        "{'type':'conditional-gaussian','conditioner':{'type':'magic'}}|conditioner type 'magic' is unknown",
      })
  void sayWhatIsWrong(String json, String expected) {
    Config config = Config.parse(json.replace('\'', '"'));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new BaseReader().read(config));
    assertTrue(e.getMessage().contains(expected.strip()), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"gaussian", "full-gaussian"})
  void trainableOnesHaveADimensionInsteadOfNumbers(String type) {
    Config config = Config.of("type", type).with("dimension", 3);
    assertEquals(3, new BaseReader().read(config).dimension());
  }
}
