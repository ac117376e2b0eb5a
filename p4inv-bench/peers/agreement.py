"""Checks that the hand-written numbers are the right ones."""

import torch


class Disagreement(Exception):
    """A hand-written number is not what autograd or the definition says."""


def require_close(what, actual, expected, tolerance=1e-9):
    """Compares two tensors or numbers, relative to the largest expected number."""
    actual = torch.as_tensor(actual, dtype=torch.float64)
    expected = torch.as_tensor(expected, dtype=torch.float64)
    scale = max(1.0, float(expected.abs().max()))
    error = float((actual - expected).abs().max()) / scale
    if not error <= tolerance:
        raise Disagreement(f"{what}: off by {error:.3g}, allowed {tolerance:.3g}")
