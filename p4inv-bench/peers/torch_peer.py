"""PyTorch contender of the side-by-side comparison.

Reads one request a line and answers each with one JSON object a line:

    prepare <case> <form> key=value ...   {"ready": true, "detail": {...}} or {"skipped": "why"}
    run <seconds>                         {"seconds_per_operation": s, "operations": n}
    peak                                  {"gflops": g}, the speed of a large product of matrices

Cases: p4inv-step, dense-step, plu-step, bg-step, sample. Keys: d, batch, threads; sample takes
points instead of batch.
"""

import gc
import json
import sys
import time
import traceback

import machine

MINIMUM_OPERATIONS = 3
WARM_UP_SECONDS = 0.3
MISSING = None

machine.prefer_fastest()
try:
    import numpy  # noqa: F401  PyTorch warns without it
    import torch

    from cases import build
except ImportError as error:
    MISSING = f"{error.name or error} is not installed"


class Peer:
    """The case that was prepared last, and how it runs."""

    def __init__(self):
        self.operation = None

    def answer(self, words):
        """The answer to one request."""
        if MISSING is not None:
            return {"skipped": MISSING}
        actions = {"prepare": self.prepare, "run": self.run, "peak": self.peak}
        if words[0] not in actions:
            return {"skipped": f"no such request: {words[0]}"}
        return actions[words[0]](*words[1:])

    def prepare(self, case, form, *settings):
        """Builds a case, checks its numbers, warms it up."""
        self.operation = None
        gc.collect()
        keys = dict(setting.split("=", 1) for setting in settings)
        numbers = {key: int(value) for key, value in keys.items()}
        machine.set_threads(numbers.pop("threads", 1))
        self.operation, detail = build(case, form, numbers)
        self._repeat(WARM_UP_SECONDS)
        gc.collect()
        gc.freeze()
        return {"ready": True, "detail": {**machine.describe(), **detail}}

    def run(self, seconds):
        """Repeats the operation for about that long."""
        if self.operation is None:
            return {"skipped": "nothing is prepared"}
        elapsed, operations = self._repeat(float(seconds))
        return {"seconds_per_operation": elapsed / operations, "operations": operations}

    def _repeat(self, seconds):
        operation, clock = self.operation, time.perf_counter
        operations, start, now = 0, clock(), clock()
        while now - start < seconds or operations < MINIMUM_OPERATIONS:
            operation()
            operations += 1
            now = clock()
        return now - start, operations

    def peak(self):
        """GFLOP/s of a product of two 1024 x 1024 matrices."""
        machine.set_threads(torch.get_num_threads())
        left, right, out = torch.randn(3, 1024, 1024).unbind()
        best = min(_timed(lambda: torch.mm(left, right, out=out)) for _ in range(10))
        return {"gflops": 2 * 1024**3 / best / 1e9}


def _timed(operation):
    start = time.perf_counter()
    operation()
    return time.perf_counter() - start


def main():
    """Answers until the end of input."""
    peer = Peer()
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        words = line.split()
        if not words:
            continue
        try:
            answer = peer.answer(words)
        except Exception as error:
            traceback.print_exc()
            answer = {"skipped": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
