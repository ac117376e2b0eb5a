"""Prints the processor that OpenBLAS should take this one for: that of the fastest products.

OpenBLAS knows processors by name, and takes one that is newer than itself for one of 2004: its
products then run at a fifth of the speed. Each candidate is tried in a process of its own, as
OpenBLAS chooses when it is loaded. Prints an empty line where PyTorch has no OpenBLAS.
"""

import ctypes
import math
import os
import subprocess
import sys
import time

import machine

CORES = ("SkylakeX", "Cooperlake", "SapphireRapids", "Haswell", "Zen")
COLUMNS = 1024
WIDTHS = (64, 256, 1024)
REPEATS = 7


def main(library=None):
    if library is not None:
        print(_speed(library))
        return
    import torch  # noqa: F401  loads the library

    path = machine.openblas_path()
    print(max(CORES, key=lambda core: _try(path, core)) if path else "")


def _try(path, core):
    """The speed as that processor, 0 where this one lacks its instructions."""
    environment = {key: os.environ[key] for key in os.environ if not key.startswith("OPENBLAS_")}
    environment["OPENBLAS_CORETYPE"] = core
    child = subprocess.run(
        [sys.executable, __file__, path], env=environment, stdout=subprocess.PIPE, check=False
    )
    return float(child.stdout) if child.returncode == 0 else 0.0


def _speed(path):
    """The logarithm of the speed of products, mean over the widths; far above 0."""
    library = ctypes.CDLL(path)
    library.openblas_set_num_threads(1)
    return sum(math.log(_product(library, d)) for d in WIDTHS) / len(WIDTHS)


def _product(library, d):
    one = ctypes.c_float(1)
    a = (ctypes.c_float * (d * d))()
    b = (ctypes.c_float * (d * COLUMNS))()
    c = (ctypes.c_float * (d * COLUMNS))()
    row_major, plain = 101, 111
    best = math.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        library.cblas_sgemm(
            row_major, plain, plain, d, COLUMNS, d, one, a, d, b, COLUMNS, one, c, COLUMNS
        )
        best = min(best, time.perf_counter() - start)
    return d * d / best


if __name__ == "__main__":
    main(*sys.argv[1:])
