package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.train.TrainingReport;
import org.p4inv.cli.train.TrainingRun;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code p4inv train <energy>}: one command for each energy, with its constants as options. */
@Command
final class TrainCommand implements Callable<Integer> {
  private final EnergyProvider provider;
  private final Streams streams;
  private final Map<Constant, OptionSpec> constants = new LinkedHashMap<>();

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOptions options;

  private TrainCommand(EnergyProvider provider, Streams streams) {
    this.provider = provider;
    this.streams = streams;
    options = new RunOptions(provider.name(), BoltzmannSettings.DEFAULT.steps());
  }

  static CommandSpec spec(EnergyProvider provider, Streams streams) {
    TrainCommand command = new TrainCommand(provider, streams);
    CommandSpec spec = CommandSpec.forAnnotatedObject(command).name(provider.name());
    spec.usageMessage()
        .description("Trains a Boltzmann generator on " + escape(provider.summary()) + ".");
    for (Constant constant : provider.constants()) {
      OptionSpec option = option(spec, constant);
      command.constants.put(constant, option);
      spec.addOption(option);
    }
    return spec;
  }

  /** A constant that is called like an option of the command gets a longer name. */
  private static OptionSpec option(CommandSpec spec, Constant constant) {
    String name = "--" + constant.name();
    return OptionSpec.builder(
            spec.findOption(name) == null ? name : "--constant-" + constant.name())
        .type(Double.class)
        .paramLabel("X")
        .converters(new NumberConverter.Of(constant))
        .description(
            escape(constant.description() + "; " + constant.rule())
                + " (default: ${DEFAULT-VALUE}).")
        .defaultValue(TrainingReport.plain(constant.defaultValue()))
        .build();
  }

  /** In picocli's descriptions a per cent sign begins a format. */
  private static String escape(String text) {
    return text.replace("%", "%%");
  }

  @Override
  public Integer call() throws IOException, Failure {
    Energy energy = energy();
    BoltzmannSettings settings =
        BoltzmannSettings.DEFAULT.withSeed(options.seed).withSteps(options.steps);
    TrainingRun run = new TrainingRun(energy, settings, options.threads, options.folder());
    TrainingRun.Outcome outcome = run.run(streams);
    PrintWriter out = streams.out();
    if (options.json) {
      out.print(outcome.json());
      out.flush();
    } else {
      TrainingReport.lines(outcome.result()).forEach(out::println);
      out.println("  files in " + options.out + ": " + String.join(", ", outcome.files()));
    }
    return 0;
  }

  private Energy energy() {
    Map<String, Double> values = new LinkedHashMap<>();
    constants.forEach((constant, option) -> values.put(constant.name(), option.getValue()));
    try {
      return Energies.create(provider.name(), values);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
