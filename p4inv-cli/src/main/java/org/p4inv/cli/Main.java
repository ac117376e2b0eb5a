package org.p4inv.cli;

import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Streams;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.samplers.energy.Energies;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command {@code p4inv}. Exit code 0: done; 1: could not be done; 2: the arguments are wrong.
 */
public final class Main {
  // Held, because a logger that nobody holds forgets its level.
  private static final Logger KERNELS = Logger.getLogger(Kernels.class.getName());

  private static final int HELP_WIDTH = 100;

  private Main() {}

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    // Each command that computes says itself which kernels it runs on.
    KERNELS.setLevel(Level.WARNING);
    System.exit(run(Streams.system(), arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(Streams streams, String... arguments) {
    ErrorLines errors = new ErrorLines(streams, arguments);
    try {
      return commandLine(streams)
          .setOut(streams.out())
          .setErr(streams.err())
          .setUsageHelpWidth(HELP_WIDTH)
          .setExpandAtFiles(false)
          .setAllowOptionsAsOptionParameters(false)
          .setParameterExceptionHandler(errors)
          .setExecutionExceptionHandler(errors)
          .execute(arguments);
    } catch (OutOfMemoryError e) {
      return errors.outOfMemory(e);
    } catch (IllegalStateException e) {
      errors.print("p4inv: " + Failure.describe(e), e);
      return ErrorLines.FAILURE;
    }
  }

  private static CommandLine commandLine(Streams streams) {
    CommandSpec root =
        Group.spec("p4inv", "command", "Normalizing flows and Boltzmann generators in pure Java.");
    root.version("p4inv " + version());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version and stop.")
            .build());
    root.addSubcommand("train", train(streams));
    root.addSubcommand("report", CommandSpec.forAnnotatedObject(new ReportCommand(streams)));
    root.addSubcommand("sample", CommandSpec.forAnnotatedObject(new SampleCommand(streams)));
    root.addSubcommand("score", CommandSpec.forAnnotatedObject(new ScoreCommand(streams)));
    root.addSubcommand("experiment", experiment(streams));
    return new CommandLine(root);
  }

  private static CommandSpec train(Streams streams) {
    CommandSpec train =
        Group.spec(
            "train", "energy", "Trains a Boltzmann generator from an energy alone, on one of:");
    for (String name : Energies.names()) {
      train.addSubcommand(name, TrainCommand.spec(Energies.provider(name), streams));
    }
    return train;
  }

  private static CommandSpec experiment(Streams streams) {
    CommandSpec experiment = Group.spec("experiment", "experiment", "Runs one of:");
    experiment.addSubcommand("linear", CommandSpec.forAnnotatedObject(new LinearCommand(streams)));
    experiment.addSubcommand(
        "density", CommandSpec.forAnnotatedObject(new DensityCommand(streams)));
    experiment.addSubcommand(
        "free-energy", CommandSpec.forAnnotatedObject(new FreeEnergyCommand(streams)));
    experiment.addSubcommand(
        "particles", CommandSpec.forAnnotatedObject(new ParticlesCommand(streams)));
    experiment.addSubcommand(
        "targets", CommandSpec.forAnnotatedObject(new TargetsCommand(streams)));
    return experiment;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(development)");
  }
}
