package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.exact.HalfPlanes;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

/** The battery fails energies that are wrong, and by the check that is meant for it. */
@Tag("once")
class EnergyContractTest {
  private static final Energy GOOD = new DoubleWell(-0.5, -6, 1);
  private static final Energy GAUSSIAN = new IsotropicGaussian(2, 0.5, 1);

  @Test
  void aGoodEnergyPasses() {
    assertFails(new Wrapped());
  }

  @Test
  void wrongGradient() {
    assertFails(
        new Wrapped() {
          @Override
          public void evaluate(float[] x, double[] energy, float[] gradient) {
            super.evaluate(x, energy, gradient);
            gradient[LANES + 3] *= 1.00001f;
          }
        },
        "gradient against central differences",
        "lanes are independent");
  }

  @Test
  void notANumber() {
    assertFails(
        new Wrapped() {
          @Override
          public void evaluate(float[] x, double[] energy, float[] gradient) {
            super.evaluate(x, energy, gradient);
            for (int lane = 0; lane < LANES; lane++) {
              energy[lane] += Math.abs(x[lane]) > 1e18 ? Double.NaN : 0;
            }
          }
        },
        "is never NaN and never -infinity");
  }

  @Test
  void lanesThatDependOnEachOther() {
    assertFails(
        new Wrapped() {
          @Override
          public void evaluate(float[] x, double[] energy, float[] gradient) {
            super.evaluate(x, energy, gradient);
            energy[7] = Math.nextUp(energy[7]);
          }
        },
        "lanes are independent");
  }

  @Test
  void outputsThatAreAddedTo() {
    assertFails(
        new Wrapped() {
          @Override
          public void evaluate(float[] x, double[] energy, float[] gradient) {
            double before = energy[0];
            super.evaluate(x, energy, gradient);
            energy[0] += before == 7 ? 1e-9 : 0;
          }
        },
        "outputs are overwritten, inputs are not");
  }

  @Test
  void inputsThatAreChanged() {
    assertFails(
        new Wrapped() {
          @Override
          public void evaluate(float[] x, double[] energy, float[] gradient) {
            super.evaluate(x, energy, gradient);
            x[9] = Math.nextUp(x[9]);
          }
        },
        "outputs are overwritten, inputs are not",
        "gives the same bits in many threads",
        "gradient against central differences",
        "lanes are independent");
  }

  @Test
  void allocation() {
    assertFails(
        new Wrapped() {
          private volatile double[] kept;

          @Override
          public void evaluate(float[] x, double[] energy, float[] gradient) {
            double[] fresh = new double[LANES];
            super.evaluate(x, fresh, gradient);
            System.arraycopy(fresh, 0, energy, 0, LANES);
            kept = fresh;
          }
        },
        "allocates nothing");
  }

  @Test
  void wrongLogZ() {
    assertFails(
        new Wrapped() {
          @Override
          public OptionalDouble logZ() {
            return OptionalDouble.of(GOOD.truth().logZ().getAsDouble() + 2e-6);
          }
        },
        "log Z against a grid");
  }

  /** The double well tells neither; a Gaussian in the plane is what these are broken in. */
  @Test
  void wrongEntropy() {
    assertFails(
        new WrappedGaussian() {
          @Override
          public OptionalDouble entropy() {
            return OptionalDouble.of(GAUSSIAN.truth().entropy().getAsDouble() + 0.05);
          }
        },
        "exact sampler has the entropy");
  }

  @Test
  void wrongMean() {
    assertFails(
        new WrappedGaussian() {
          @Override
          public Optional<Moments> moments() {
            Moments right = GAUSSIAN.truth().moments().orElseThrow();
            right.mean()[1] += 0.02;
            return Optional.of(right);
          }
        },
        "exact sampler has the moments");
  }

  @Test
  void wrongVariance() {
    assertFails(
        new WrappedGaussian() {
          @Override
          public Optional<Moments> moments() {
            Moments right = GAUSSIAN.truth().moments().orElseThrow();
            right.variance()[0] *= 1.03;
            return Optional.of(right);
          }
        },
        "exact sampler has the moments");
  }

  @Test
  void wrongModes() {
    assertFails(
        new Wrapped() {
          @Override
          public List<double[]> modes() {
            List<double[]> modes = GOOD.truth().modes();
            modes.get(1)[0] += 1e-4;
            return modes;
          }
        },
        "modes are minima");
  }

  @Test
  void modesInTheWrongOrder() {
    assertFails(
        new Wrapped() {
          @Override
          public List<double[]> modes() {
            List<double[]> modes = GOOD.truth().modes();
            return List.of(modes.get(1), modes.get(0));
          }
        },
        "modes are minima");
  }

  @Test
  void wrongStates() {
    States right = GOOD.truth().states().orElseThrow();
    assertFails(
        new Wrapped() {
          @Override
          public Optional<States> states() {
            double left = right.logProbability(0).getAsDouble();
            return Optional.of(
                new HalfPlanes(
                    right.names(), 1, 0, 0, left + 0.05, right.logProbability(1).getAsDouble()));
          }
        },
        "exact sampler visits the states",
        "probabilities of states");
  }

  /** Samples of a slightly other well: the moments, the states and the histogram all tell. */
  @Test
  void wrongSampler() {
    assertFails(
        new Wrapped() {
          @Override
          public Optional<ExactSampler> sampler() {
            return new DoubleWell(-0.6, -6, 1.02).truth().sampler();
          }
        },
        "exact sampler fills a grid",
        "exact sampler has the entropy",
        "exact sampler has the moments",
        "exact sampler obeys Stein's identities",
        "exact sampler visits the states");
  }

  /** Wells of the right shape with wrong weights: all but Stein's identities can tell. */
  @Test
  void samplerThatLosesPartOfAMode() {
    ExactSampler right = GOOD.truth().sampler().orElseThrow();
    assertFails(
        new Wrapped() {
          @Override
          public Optional<ExactSampler> sampler() {
            return Optional.of(
                (random, points, first, n) -> {
                  right.sample(random, points, first, n);
                  for (int i = first; i < first + n; i++) {
                    while (points[2 * i] < 0 && random.nextDouble() < 0.2) {
                      right.sample(random, points, i, 1);
                    }
                  }
                });
          }
        },
        "exact sampler fills a grid",
        "exact sampler has the entropy",
        "exact sampler has the moments",
        "exact sampler visits the states");
  }

  /** Runs all checks and compares the names of those that fail. */
  private static void assertFails(Energy energy, String... names) {
    DynamicContainer tests = EnergyContract.examine("wrapped", energy, 1.5);
    Set<String> failed = new TreeSet<>();
    tests
        .getChildren()
        .forEach(
            test -> {
              try {
                ((DynamicTest) test).getExecutable().execute();
              } catch (Throwable e) {
                failed.add(test.getDisplayName());
              }
            });
    assertEquals(new TreeSet<>(Set.of(names)), failed);
  }

  /** A good energy, of which tests break one part. */
  private static class Wrapped implements Energy, Truth {
    private final Energy good;

    Wrapped() {
      this(GOOD);
    }

    Wrapped(Energy good) {
      this.good = good;
    }

    @Override
    public String name() {
      return "wrapped";
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public Truth truth() {
      return this;
    }

    @Override
    public void evaluate(float[] x, double[] energy, float[] gradient) {
      good.evaluate(x, energy, gradient);
    }

    @Override
    public OptionalDouble logZ() {
      return good.truth().logZ();
    }

    @Override
    public Optional<ExactSampler> sampler() {
      return good.truth().sampler();
    }

    @Override
    public List<double[]> modes() {
      return good.truth().modes();
    }

    @Override
    public Optional<States> states() {
      return good.truth().states();
    }

    @Override
    public OptionalDouble entropy() {
      return good.truth().entropy();
    }

    @Override
    public Optional<Moments> moments() {
      return good.truth().moments();
    }
  }

  private static class WrappedGaussian extends Wrapped {
    WrappedGaussian() {
      super(GAUSSIAN);
    }
  }
}
