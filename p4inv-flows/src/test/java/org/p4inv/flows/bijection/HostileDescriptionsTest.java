package org.p4inv.flows.bijection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.model.AllocatedBytes;

/**
 * A description of some hundred characters costs little memory, whatever numbers it names: sizes
 * are believed only when the numbers of the model are there, see {@link BijectionProvider}.
 */
class HostileDescriptionsTest {
  private static final Pattern NUMBER = Pattern.compile("(?<=[:,\\[])-?[0-9][0-9.eE+-]*");

  private static final List<String> HOSTILE =
      List.of("0", "-1", "256", "16384", "65536", "16777216", "33554431", "2147483647", "1e300");

  /** Room for the exception with its message, and for the objects of small descriptions. */
  private static final long MOST = 1 << 16;

  private final BijectionReader reader = new BijectionReader();

  @Test
  void sizesInDescriptionsAreNotBelieved() throws Throwable {
    int made = 0;
    int refused = 0;
    for (BijectionCase c : new BuiltInBijectionsTest().cases()) {
      String json = c.bijection().config().toJson();
      for (String damaged : damaged(json)) {
        // Once before, because the first of its kind loads classes.
        boolean taken = reads(damaged);
        long allocated = AllocatedBytes.during(() -> reads(damaged));
        assertTrue(allocated <= MOST, allocated + " bytes for " + damaged);
        made += taken ? 1 : 0;
        refused += taken ? 0 : 1;
      }
    }
    assertTrue(made > 20 && refused > 100, "made " + made + ", refused " + refused);
  }

  /** Whether the description is taken; what it counts is counted, or is too much for an int. */
  private boolean reads(String json) {
    try {
      Bijection bijection = reader.read(Config.parse(json));
      Storage.parameterCount(bijection);
      Storage.frozenCount(bijection);
      return true;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** Each number alone, and all at once, so that dimensions agree. */
  private static List<String> damaged(String json) {
    List<String> damaged = new ArrayList<>();
    List<MatchResult> numbers = NUMBER.matcher(json).results().toList();
    for (String hostile : HOSTILE) {
      for (MatchResult number : numbers) {
        damaged.add(json.substring(0, number.start()) + hostile + json.substring(number.end()));
      }
      damaged.add(NUMBER.matcher(json).replaceAll(Matcher.quoteReplacement(hostile)));
      damaged.add(json.replaceAll("(?<=\"dimension\":)[0-9]+", hostile));
    }
    return damaged;
  }
}
