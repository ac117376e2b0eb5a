"""The rank-one P4Inv layer with the operations of the published reference library (bgflow).

Written anew; only the structure is taken over: which contractions, in which order, with autograd.
Sources: arXiv 2010.07033 (the layer); Soleymani, doi 10.1155/2012/134653 (the iteration).
"""

import torch

MIN_LOG_DET = -2.0
MAX_LOG_DET = 15.0
PENALTY = 0.1
MERGE_EVERY = 10
CORRECT_EVERY = 50

# x -> x (120 - 393 e + 735 e^2 - 861 e^3 + 651 e^4 - 315 e^5 + 93 e^6 - 15 e^7 + e^8) / 16
# with e = a x
SEVENTH_ORDER = (120.0, -393.0, 735.0, -861.0, 651.0, -315.0, 93.0, -15.0)


def without_planned_contractions():
    """Makes einsum contract from left to right, as it does where opt_einsum is not installed."""
    planner = getattr(torch.backends, "opt_einsum", None)
    if planner is None or not planner.is_available():
        return "absent"
    planner.enabled = False
    return "switched off"


def improved_inverse(a, guess):
    """One step of the seventh-order iteration towards the inverse of a: nine products."""
    product = a @ guess
    polynomial = product.clone()
    for coefficient in reversed(SEVENTH_ORDER[1:]):
        polynomial.diagonal().add_(coefficient)
        polynomial = product @ polynomial
    polynomial.diagonal().add_(SEVENTH_ORDER[0])
    return (guess @ polynomial) / 16


def squared_excess(log_size):
    """How far a logarithm is outside its bounds, squared."""
    return torch.relu(MIN_LOG_DET - log_size) ** 2 + torch.relu(log_size - MAX_LOG_DET) ** 2


class ReferenceLayer(torch.nn.Module):
    """y = (A + u v^T) x + b, with A, its inverse and its plain determinant kept as buffers.

    factored: multiplies by v first; otherwise the outer product of u and v is formed, as a
    three-operand einsum does from left to right.
    """

    def __init__(self, a, determinant=1.0, factored=False):
        super().__init__()
        d = a.shape[0]
        self.factored = factored
        self.u = torch.nn.Parameter(torch.zeros(d, dtype=a.dtype))
        self.v = torch.nn.Parameter(torch.randn(d, dtype=a.dtype))
        self.b = torch.nn.Parameter(torch.zeros(d, dtype=a.dtype))
        self.register_buffer("a", a.clone())
        self.register_buffer("inverse", torch.linalg.inv(a))
        self.register_buffer("determinant", torch.tensor(determinant, dtype=a.dtype))
        self.last_penalty = torch.zeros((), dtype=a.dtype)

    def _lemma(self):
        """A^-1 u and 1 + v^T A^-1 u."""
        inverse_u = torch.mv(self.inverse, self.u)
        return inverse_u, 1 + torch.dot(self.v, inverse_u)

    def _perturbation(self, x):
        if self.factored:
            return torch.einsum("i,n->ni", self.u, torch.einsum("j,nj->n", self.v, x))
        return torch.einsum("i,j,nj->ni", self.u, self.v, x)

    def forward(self, x):
        """y and log|det W|, one number a point."""
        y = torch.einsum("ij,nj->ni", self.a, x)
        determinant = self.determinant
        if self.training:
            _, change = self._lemma()
            determinant = determinant * change
            y = y + self._perturbation(x)
            excess = squared_excess(change.abs().log()) + squared_excess(determinant.abs().log())
            self.last_penalty = PENALTY * excess
        return y + self.b, torch.ones_like(x[:, :1]) * determinant.abs().log()

    @torch.no_grad()
    def merge(self, force=True):
        """Moves u v^T into A, if it is sane or forced, and starts anew; tells whether it did."""
        if not torch.isfinite(torch.cat([self.u, self.v])).all():
            self._restart()
            return False
        inverse_u, change = self._lemma()
        if not (self._sane(change) or force):
            return False
        v_inverse = torch.einsum("i,ij->j", self.v, self.inverse)
        self.determinant *= change
        self.a.copy_(self.a + torch.einsum("i,j->ij", self.u, self.v))
        self.inverse.copy_(self.inverse - torch.einsum("i,j->ij", inverse_u, v_inverse) / change)
        self._restart()
        return True

    def _sane(self, change):
        log_change = change.abs().log()
        log_det = (change * self.determinant).abs().log()
        return bool(
            log_change > MIN_LOG_DET - 4 and MIN_LOG_DET - 0.5 < log_det < MAX_LOG_DET + 0.5
        )

    def _restart(self):
        self.u.zero_()
        self.v.normal_()

    @torch.no_grad()
    def correct(self):
        """Improves the tracked inverse, whether it needs it or not."""
        self.inverse.copy_(improved_inverse(self.a, self.inverse))


class MergeSchedule:
    """After every 10th step a merge and fresh moments for v; after every 50th a correction."""

    def __init__(self, layers, optimizer):
        self.layers = layers
        self.optimizer = optimizer
        self.steps = 0

    def step(self):
        """To be called after each step of the optimizer."""
        self.steps += 1
        if self.steps % MERGE_EVERY == 0 and any([layer.merge() for layer in self.layers]):
            for layer in self.layers:
                self._forget(layer.v)
        if self.steps % CORRECT_EVERY == 0:
            for layer in self.layers:
                layer.correct()

    def _forget(self, parameter):
        state = self.optimizer.state[parameter]
        state["step"] = torch.tensor(0.0)
        state["exp_avg"] = torch.zeros_like(parameter)
        state["exp_avg_sq"] = torch.zeros_like(parameter)
