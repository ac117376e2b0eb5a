package org.p4inv.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only leads to others, such as {@code p4inv train}. */
@Command
final class Group implements Callable<Integer> {
  private final String choice;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();

  private Group(String choice) {
    this.choice = choice;
  }

  /**
   * An empty group.
   *
   * @param choice what its commands are, in the singular
   */
  static CommandSpec spec(String name, String choice, String description) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new Group(choice)).name(name);
    spec.usageMessage()
        .description(description)
        .synopsisSubcommandLabel(choice.toUpperCase(Locale.ROOT));
    return spec;
  }

  /** The rule that a wrong choice breaks. */
  String rule() {
    return choice + " must be one of " + String.join(", ", spec.subcommands().keySet());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), rule() + ", got none");
  }
}
