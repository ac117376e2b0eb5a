package org.p4inv.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.p4inv.bench.cases.CaseFactory;
import org.p4inv.bench.cases.Ours;

/**
 * A Java contender as a program: our engine, or another implementation in Java.
 *
 * <p>The only argument, if there is one, names the {@link CaseFactory} of the other implementation:
 * a class with a public constructor without parameters.
 */
public final class Contender {
  private Contender() {}

  /** Serves standard input. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    PrintStream answers = System.out;
    // Whatever else is printed must not run into the answers.
    System.setOut(System.err);
    CaseFactory factory = args.length == 0 ? new Ours() : load(args[0]);
    new ContenderLoop(factory)
        .serve(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
  }

  private static CaseFactory load(String name) throws ReflectiveOperationException {
    return Class.forName(name).asSubclass(CaseFactory.class).getConstructor().newInstance();
  }
}
