"""The case dense-step: a dense trainable W; determinant and inverse from one factorisation."""

import torch

from agreement import require_close
from flat_adam import FlatAdam

# Measured, batch 1024, one core.
BLOCKED_FROM = 256
LARGE_FROM = 1024
BLOCK = 64
LARGE_BLOCK = 256


class Inverse:
    """log|det| and inverse of a matrix W from its factors P L U.

    From BLOCKED_FROM on in block columns, nearly all of it products of matrices: the triangular
    solves of OpenBLAS reach a third of the speed of its products. X L = U^-1 is solved from right
    to left with the inverses of the diagonal blocks; then W^-1 = X P^T.
    """

    def __init__(self, d, dtype, blocked, block):
        self.d = d
        self.blocked = blocked
        self.block = block
        self.factors = torch.zeros(d, d, dtype=dtype).t()
        self.pivots = torch.zeros(d, dtype=torch.int32)
        self.info = torch.zeros((), dtype=torch.int32)
        self.eye = torch.eye(d, dtype=dtype)
        self.upper = torch.zeros(d, d, dtype=dtype)
        self.work = torch.zeros(d, d, dtype=dtype)

    def compute(self, w, out):
        """Writes W^-1 and returns log|det W|."""
        torch.linalg.lu_factor_ex(w, out=(self.factors, self.pivots, self.info))
        if self.blocked:
            self._invert(out)
        else:
            out.copy_(torch.linalg.lu_solve(self.factors, self.pivots, self.eye))
        return float(self.factors.diagonal().abs().log_().sum())

    def _invert(self, out):
        self._invert_upper(0, self.d)
        order = self._order()
        target = out if order is None else self.work
        self._solve_lower(target)
        if order is not None:
            torch.index_select(target, 1, order, out=out)

    def _invert_upper(self, start, end):
        """The inverse of the upper triangular factor, by halves."""
        size = end - start
        if size <= self.block:
            part = slice(start, end)
            solved = self._solve(self.factors[part, part], upper=True)
            self.upper[part, part] = solved
            return
        middle = start + (size // 2 + self.block - 1) // self.block * self.block
        self._invert_upper(start, middle)
        self._invert_upper(middle, end)
        first, second = slice(start, middle), slice(middle, end)
        product = self.work[first, second]
        torch.mm(self.upper[first, first], self.factors[first, second], out=product)
        corner = self.upper[first, second]
        torch.addmm(corner, product, self.upper[second, second], beta=0, alpha=-1, out=corner)

    def _solve_lower(self, x):
        for start in reversed(range(0, self.d, self.block)):
            end = min(start + self.block, self.d)
            right = self.upper[:, start:end]
            if end < self.d:
                right = right.addmm(x[:, end:], self.factors[end:, start:end], alpha=-1)
            diagonal = self._solve(self.factors[start:end, start:end], upper=False)
            torch.mm(right, diagonal, out=x[:, start:end])

    def _solve(self, triangle, upper):
        eye = self.eye[: len(triangle), : len(triangle)]
        return torch.linalg.solve_triangular(triangle, eye, upper=upper, unitriangular=not upper)

    def _order(self):
        """Where each column of W^-1 comes from; None if no rows were exchanged."""
        pivots = self.pivots.tolist()
        if pivots == list(range(1, self.d + 1)):
            return None
        rows = list(range(self.d))
        for i, pivot in enumerate(pivots):
            rows[i], rows[pivot - 1] = rows[pivot - 1], rows[i]
        return torch.argsort(torch.tensor(rows))


class DenseStep:
    """Hand-written gradients, no graph; W is kept transposed, so that W itself is column-major."""

    def __init__(self, x, blocked, block=BLOCK):
        batch, d = x.shape
        self.x = x
        self.parameters = x.new_zeros(d * d + d)
        self.gradient = x.new_zeros(d * d + d)
        self.w_t = self.parameters[: d * d].view(d, d)
        self.w_t.fill_diagonal_(1)
        self.b = self.parameters[d * d :]
        self.gw_t = self.gradient[: d * d].view(d, d)
        self.gb = self.gradient[d * d :]
        self.y = x.new_zeros(batch, d)
        self.mean = x.new_full((batch,), 1 / batch)
        self.inverse = Inverse(d, x.dtype, blocked, block)
        self.adam = FlatAdam(self.parameters, self.gradient)

    def gradients(self):
        """The loss; the gradients are in `gradient`: of W transposed, row by row, and b."""
        log_det = self.inverse.compute(self.w_t.t(), self.gw_t)
        torch.addmm(self.b, self.x, self.w_t, out=self.y)
        self.gw_t.addmm_(self.x.t(), self.y, beta=-1, alpha=1 / len(self.x))
        torch.mv(self.y.t(), self.mean, out=self.gb)
        flat = self.y.view(-1)
        return float(torch.dot(flat, flat)) / 2 / len(self.x) - log_det

    def step(self):
        """One step."""
        loss = self.gradients()
        self.adam.step()
        return loss


def check():
    """Requires that both ways to invert agree with autograd, in double precision."""
    for blocked in (False, True):
        torch.manual_seed(2)
        step = DenseStep(torch.randn(7, 9, dtype=torch.float64), blocked, block=2)
        step.parameters.normal_()
        with torch.enable_grad():
            leaf = step.parameters.clone().requires_grad_()
            w_t = leaf[:81].view(9, 9)
            y = step.x @ w_t + leaf[81:]
            loss = y.pow(2).sum(1).mean() / 2 - torch.linalg.slogdet(w_t)[1]
            (gradient,) = torch.autograd.grad(loss, [leaf])
        require_close("loss", step.gradients(), loss.detach())
        require_close("gradient", step.gradient, gradient)


def best(d, batch):
    """The operation, and what to tell about it."""
    torch.manual_seed(1)
    blocked = d >= BLOCKED_FROM
    block = BLOCK if d < LARGE_FROM else LARGE_BLOCK
    step = DenseStep(torch.randn(batch, d), blocked, block)
    form = f"inverse in blocks of {block}" if blocked else "inverse by lu_solve"
    return step.step, {"form": form}
