"""Adam on one flat parameter vector, with few and in-place operations."""

import math
from typing import List

import torch
from torch import Tensor

BETA_1 = 0.9
BETA_2 = 0.999
EPSILON = 1e-8


@torch.jit.script
def _update(
    gradient: Tensor,
    mean: Tensor,
    square: Tensor,
    root: Tensor,
    parameters: List[Tensor],
    means: List[Tensor],
    roots: List[Tensor],
    rates: List[float],
    epsilons: List[float],
):
    """Updates the moments of one piece, then each of its parts with its own rate.

    The stored moments are sums, not means: m / (1 - b1) and v / (1 - b2). That saves one pass; the
    missing factors are in rates and epsilons.
    """
    torch.add(gradient, mean, alpha=0.9, out=mean)
    square.mul_(0.999)
    square.addcmul_(gradient, gradient)
    torch.sqrt(square, out=root)
    for i in range(len(parameters)):
        roots[i].add_(epsilons[i])
        parameters[i].addcdiv_(means[i], roots[i], value=rates[i])


class FlatAdam:
    """Adam whose vector is divided into segments, each with its own bias correction.

    Pieces of at most `piece` numbers are brought up to date one after the other, so that a long
    vector passes through the cache once.
    """

    def __init__(self, parameters, gradient, cuts=(), rate=1e-3, piece=131072):
        n = parameters.numel()
        self.bounds = sorted({0, n, *cuts})
        self.steps = [0] * (len(self.bounds) - 1)
        self.rate = rate
        self.mean = torch.zeros_like(parameters)
        self.square = torch.zeros_like(parameters)
        root = torch.empty(min(n, piece), dtype=parameters.dtype)
        self.pieces = [
            self._piece(parameters, gradient, root, start, min(start + piece, n))
            for start in range(0, n, piece)
        ]

    def _piece(self, parameters, gradient, root, start, end):
        low, high = self.bounds[:-1], self.bounds[1:]
        segments = [i for i in range(len(low)) if low[i] < end and high[i] > start]
        spans = [(max(start, low[i]), min(end, high[i])) for i in segments]
        piece = slice(start, end)
        tensors = (gradient[piece], self.mean[piece], self.square[piece], root[: end - start])
        parts = (
            [parameters[a:b] for a, b in spans],
            [self.mean[a:b] for a, b in spans],
            [root[a - start : b - start] for a, b in spans],
        )
        return tensors + parts, segments

    def step(self):
        """One step with the gradient as it is now."""
        rates, epsilons = self._factors()
        for tensors, segments in self.pieces:
            _update(*tensors, [rates[i] for i in segments], [epsilons[i] for i in segments])

    def _factors(self):
        rates, epsilons = [], []
        for i in range(len(self.steps)):
            self.steps[i] += 1
            root = math.sqrt((1 - BETA_2 ** self.steps[i]) / (1 - BETA_2))
            rates.append(-self.rate * (1 - BETA_1) / (1 - BETA_1 ** self.steps[i]) * root)
            epsilons.append(EPSILON * root)
        return rates, epsilons

    def restart(self, segment):
        """Forgets moments and step count of one segment."""
        start, end = self.bounds[segment], self.bounds[segment + 1]
        self.mean[start:end].zero_()
        self.square[start:end].zero_()
        self.steps[segment] = 0
