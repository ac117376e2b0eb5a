"""Prints the processor that OpenBLAS should take this one for: that of the fastest products.

OpenBLAS knows processors by name, and takes one that is newer than itself for one of 2004: its
products then run at a fifth of the speed. Candidates that are alike in large products differ by up
to three times in narrow ones, so what is tried are layers as the cases have them: forward, back and
the gradient of the weights. Each candidate is tried in processes of its own, as OpenBLAS chooses
when it is loaded, and in several rounds, so that no moment of the machine decides. Prints an empty
line where PyTorch has no OpenBLAS, or no candidate runs.
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
LAYERS = ((64, 1), (64, 64), (1, 64), (128, 16), (128, 128), (16, 128), (256, 256), (1024, 1024))
ROUNDS = 3
REPEATS = 5
ROW_MAJOR, PLAIN, TRANSPOSED = 101, 111, 112


def main(library=None):
    if library is not None:
        print(*_times(library))
        return
    import torch  # noqa: F401  loads the library

    path = machine.openblas_path()
    print(_fastest(path) if path else "")


def _fastest(path):
    """The candidate with the least mean of its products' logarithmic times, each the best seen."""
    best = {}
    for _ in range(ROUNDS):
        for core in CORES:
            times = _try(path, core)
            if times:
                best[core] = [min(pair) for pair in zip(times, best.get(core, times))]
    return min(best, key=lambda core: sum(map(math.log, best[core])), default="")


def _try(path, core):
    """The times of all products as that processor; none where this one lacks its instructions."""
    environment = {key: os.environ[key] for key in os.environ if not key.startswith("OPENBLAS_")}
    environment["OPENBLAS_CORETYPE"] = core
    child = subprocess.run(
        [sys.executable, __file__, path], env=environment, stdout=subprocess.PIPE, check=False
    )
    return [float(time) for time in child.stdout.split()] if child.returncode == 0 else []


def _times(library):
    """Seconds of W X, W^T Y and Y X^T for each layer W."""
    blas = ctypes.CDLL(library)
    blas.openblas_set_num_threads(1)
    times = []
    for m, k in LAYERS:
        w, x, y = _zeros(m * k), _zeros(k * COLUMNS), _zeros(m * COLUMNS)
        times.append(_product(blas, PLAIN, PLAIN, m, COLUMNS, k, w, x, y))
        times.append(_product(blas, TRANSPOSED, PLAIN, k, COLUMNS, m, w, y, x))
        times.append(_product(blas, PLAIN, TRANSPOSED, m, k, COLUMNS, y, x, w))
    return times


def _zeros(n):
    return (ctypes.c_float * n)()


def _product(blas, a_as, b_as, m, n, k, a, b, c):
    one = ctypes.c_float(1)
    a_stride = k if a_as == PLAIN else m
    b_stride = n if b_as == PLAIN else k
    best = math.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        blas.cblas_sgemm(ROW_MAJOR, a_as, b_as, m, n, k, one, a, a_stride, b, b_stride, one, c, n)
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main(*sys.argv[1:])
