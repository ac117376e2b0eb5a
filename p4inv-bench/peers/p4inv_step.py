"""The case p4inv-step: one rank-one P4Inv layer, trained on one fixed batch."""

import math

import torch
from torch import Tensor

from agreement import require_close
from flat_adam import FlatAdam
from p4inv_reference import (
    MERGE_EVERY,
    MergeSchedule,
    ReferenceLayer,
    without_planned_contractions,
)

# From which dimension on what pays; measured, batch 1024, one core.
AUGMENTED_BELOW = 8
SEPARATE_FROM = 512
RANK_ONE_OF_BATCH_FROM = 1024


def reference(d, batch, factored=False):
    """The operation, and what to tell about it, as the reference library structures it."""
    contractions = without_planned_contractions()
    torch.manual_seed(1)
    x = torch.randn(batch, d)
    layer = ReferenceLayer(torch.eye(d), factored=factored)
    optimizer = torch.optim.Adam(layer.parameters(), lr=1e-3)
    schedule = MergeSchedule([layer], optimizer)

    def step():
        optimizer.zero_grad()
        loss = reference_loss(layer, x)
        loss.backward()
        optimizer.step()
        schedule.step()
        return float(loss)

    return step, {"opt_einsum": contractions}


def reference_loss(layer, x):
    """mean(|y|^2 / 2 - log|det W|) + penalty."""
    y, log_det = layer(x)
    return (y.pow(2).sum(dim=1, keepdim=True) / 2 - log_det).mean() + layer.last_penalty


@torch.jit.script
def _excess(log_size: float) -> float:
    return min(log_size + 2.0, 0.0) + max(log_size - 15.0, 0.0)


@torch.jit.script
def _gradients(
    form: int,
    x: Tensor,
    x_t: Tensor,
    x_one: Tensor,
    a_t: Tensor,
    inverse: Tensor,
    inverse_t: Tensor,
    u: Tensor,
    b: Tensor,
    v: Tensor,
    gu: Tensor,
    gb: Tensor,
    gv: Tensor,
    gub: Tensor,
    w_t: Tensor,
    w_one: Tensor,
    y: Tensor,
    y_t: Tensor,
    y_flat: Tensor,
    xv: Tensor,
    xv_one: Tensor,
    yu: Tensor,
    p: Tensor,
    q: Tensor,
    log_det: float,
) -> float:
    """Loss and gradients; every product goes into a buffer that exists.

    With g = dl/dy = y / batch: du = g^T (x v), dv = x^T (g u), db = g^T 1, and for the determinant
    d log|delta| / du = A^-T v / delta, / dv = A^-1 u / delta. x v and y u carry the factor
    1 / batch.
    """
    mean = 1.0 / x.shape[0]
    torch.mv(inverse, u, out=p)
    torch.mv(inverse_t, v, out=q)
    delta = 1.0 + float(torch.dot(v, p))
    log_delta = math.log(abs(delta))
    excess = _excess(log_delta)
    excess_all = _excess(log_delta + log_det)
    of_delta = (0.2 * (excess + excess_all) - 1.0) / delta
    torch.addmv(xv, x, v, beta=0, alpha=mean, out=xv)
    if form == 0:
        torch.addr(a_t, v, u, out=w_t)
        w_one[-1].copy_(b)
        torch.mm(x_one, w_one, out=y)
    elif form < 3:
        torch.addr(a_t, v, u, out=w_t)
        torch.addmm(b, x, w_t, out=y)
    else:
        torch.addmm(b, x, a_t, out=y)
        y.addr_(xv, u, alpha=1.0 / mean)
    torch.addmv(yu, y, u, beta=0, alpha=mean, out=yu)
    if form < 2:
        torch.mm(xv_one, y, out=gub)
    else:
        torch.mv(y_t, xv, out=gu)
        torch.mv(y_t, xv_one[1], out=gb)
    gu.add_(q, alpha=of_delta)
    torch.addmv(p, x_t, yu, beta=of_delta, alpha=1.0, out=gv)
    square = float(torch.dot(y_flat, y_flat))
    penalty = 0.1 * (excess * excess + excess_all * excess_all)
    return 0.5 * mean * square - log_delta - log_det + penalty


class HandWrittenStep:
    """Hand-written gradients, no graph, preallocated buffers; A is kept transposed."""

    def __init__(self, x, form):
        batch, d = x.shape
        dtype = x.dtype
        self.form = form
        self.parameters = torch.zeros(3 * d, dtype=dtype)
        self.gradient = torch.zeros(3 * d, dtype=dtype)
        self.u, self.b, self.v = self.parameters.view(3, d)
        self.v.normal_()
        self.a_t = torch.eye(d, dtype=dtype)
        self.inverse = torch.eye(d, dtype=dtype)
        self.log_det = 0.0
        self.steps = 0
        self.adam = FlatAdam(self.parameters, self.gradient, cuts=[2 * d])
        self.p, self.q = torch.zeros(2, d, dtype=dtype)
        self.buffers = self._buffers(x)

    def _buffers(self, x):
        batch, d = x.shape
        x_one = torch.cat([x, x.new_ones(batch, 1)], dim=1)
        w_one = x.new_zeros(d + 1, d)
        y = x.new_zeros(batch, d)
        xv_one = x.new_full((2, batch), 1 / batch)
        xv_one[0] = 0
        gu, gb, gv = self.gradient.view(3, d)
        return (
            (x, x.t(), x_one, self.a_t, self.inverse, self.inverse.t(), self.u, self.b, self.v)
            + (gu, gb, gv, self.gradient[: 2 * d].view(2, d))
            + (w_one[:d], w_one, y, y.t(), y.view(-1))
            + (xv_one[0], xv_one, x.new_zeros(batch), self.p, self.q)
        )

    def gradients(self):
        """The loss; the gradients are in `gradient`: of u, b, v."""
        return _gradients(self.form, *self.buffers, self.log_det)

    def step(self):
        """One step, and after every 10th a merge."""
        loss = self.gradients()
        self.adam.step()
        self.steps += 1
        if self.steps % MERGE_EVERY == 0:
            self.merge()
        return loss

    def merge(self):
        """Moves u v^T into A and A^-1, if it is sane, and starts a new perturbation."""
        torch.mv(self.inverse, self.u, out=self.p)
        torch.mv(self.inverse.t(), self.v, out=self.q)
        delta = 1 + float(torch.dot(self.v, self.p))
        if not self._sane(delta):
            return
        self.a_t.addr_(self.v, self.u)
        self.inverse.addr_(self.p, self.q, alpha=-1 / delta)
        self.log_det += math.log(abs(delta))
        self.u.zero_()
        self.v.normal_()
        self.adam.restart(1)

    def _sane(self, delta):
        if not math.isfinite(delta) or delta == 0:
            return False
        change = math.log(abs(delta))
        return change > -6 and -2.5 < change + self.log_det < 15.5


def _best_form(d):
    if d < AUGMENTED_BELOW:
        return 0
    if d < SEPARATE_FROM:
        return 1
    return 2 if d < RANK_ONE_OF_BATCH_FROM else 3


def check():
    """Requires that all forms agree with autograd, in double, inside and outside the bounds."""
    for form in range(4):
        for size in (0.3, 30.0, 3e4):
            torch.manual_seed(2)
            x = torch.randn(7, 5, dtype=torch.float64)
            step = HandWrittenStep(x, form)
            layer = ReferenceLayer(torch.eye(5, dtype=torch.float64))
            for name in ("u", "b", "v"):
                values = torch.randn(5, dtype=torch.float64) * math.sqrt(size)
                getattr(step, name).copy_(values)
                getattr(layer, name).data.copy_(values)
            _check_once(step, layer, x)
            step.merge()
            layer.merge(force=False)
            require_close("A after a merge", step.a_t.t(), layer.a)
            require_close("A^-1 after a merge", step.inverse, layer.inverse)


def _check_once(step, layer, x):
    with torch.enable_grad():
        loss = reference_loss(layer, x)
        gradients = torch.autograd.grad(loss, [layer.u, layer.b, layer.v])
    require_close("loss", step.gradients(), loss.detach())
    require_close("gradient", step.gradient, torch.cat(gradients))


def best(d, batch):
    """The operation, and what to tell about it, as fast as PyTorch was seen to do it."""
    torch.manual_seed(1)
    form = _best_form(d)
    names = ("augmented", "W formed, joint gradients", "W formed", "rank one added to the batch")
    return HandWrittenStep(torch.randn(batch, d), form).step, {"form": names[form]}
