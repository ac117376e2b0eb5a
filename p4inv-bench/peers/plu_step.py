"""The case plu-step: W = P L (U + diag(s)), with log|det W| = sum log|s|."""

import torch

from agreement import require_close
from flat_adam import FlatAdam

# Measured, batch 1024, one core.
BY_BATCH_FROM = 512
LARGE_FROM = 1024
BLOCK = 128
LARGE_BLOCK = 256


class PluStep:
    """What both ways share: L and U + diag(s) in one matrix, transposed.

    packed has (U + diag(s))^T on and below its diagonal, and L^T, without its ones, above:
    y = x K1 K2 in the order of P, with K1 lower and K2 unit upper triangular.
    """

    def __init__(self, x):
        batch, d = x.shape
        self.x = x
        self.d = d
        self.parameters = x.new_zeros(d * d + d)
        self.gradient = x.new_zeros(d * d + d)
        self.packed = self.parameters[: d * d].view(d, d)
        self.packed.fill_diagonal_(1)
        self.b = self.parameters[d * d :]
        self.gp = self.gradient[: d * d].view(d, d)
        self.gb = self.gradient[d * d :]
        self.order = torch.randperm(d)
        self.back = torch.argsort(self.order)
        self.y = x.new_zeros(batch, d)
        self.mean = x.new_full((batch,), 1 / batch)
        self.adam = FlatAdam(self.parameters, self.gradient)

    def _finish(self):
        """Adds the determinant's gradient and the bias's; returns the loss."""
        torch.mv(self.y.t(), self.mean, out=self.gb)
        scales = self.packed.diagonal()
        self.gp.diagonal().sub_(scales.reciprocal())
        flat = self.y.view(-1)
        square = float(torch.dot(flat, flat))
        return square / 2 / len(self.x) - float(scales.abs().log_().sum())

    def step(self):
        """One step."""
        loss = self.gradients()
        self.adam.step()
        return loss


class ByWeight(PluStep):
    """Multiplies the factors, then the batch: two products with the batch, three without."""

    def __init__(self, x):
        super().__init__(x)
        ones = torch.ones_like(self.packed)
        self.lower, self.upper = ones.tril(), ones.triu(1)
        self.eye = torch.eye(self.d, dtype=x.dtype)
        self.k1, self.k2, self.w = (torch.zeros_like(ones) for _ in range(3))
        self.w_ordered, self.dw = torch.zeros_like(ones), torch.zeros_like(ones)

    def gradients(self):
        """The loss; the gradients are in `gradient`."""
        torch.mul(self.packed, self.lower, out=self.k1)
        torch.addcmul(self.eye, self.packed, self.upper, out=self.k2)
        torch.mm(self.k1, self.k2, out=self.w)
        torch.index_select(self.w, 1, self.order, out=self.w_ordered)
        torch.addmm(self.b, self.x, self.w_ordered, out=self.y)
        dw = self.w_ordered
        torch.addmm(dw, self.x.t(), self.y, beta=0, alpha=1 / len(self.x), out=dw)
        torch.index_select(dw, 1, self.back, out=self.dw)
        torch.mm(self.dw, self.k2.t(), out=self.gp)
        torch.mm(self.k1.t(), self.dw, out=self.w)
        self.gp.mul_(self.lower).addcmul_(self.w, self.upper)
        return self._finish()


class ByBatch(PluStep):
    """Multiplies the batch by one factor after the other, in block columns without the zeros."""

    def __init__(self, x, block=BLOCK):
        super().__init__(x)
        self.spans = [(i, min(i + block, self.d)) for i in range(0, self.d, block)]
        size = min(block, self.d)
        ones = x.new_ones(size, size)
        self.lower, self.upper = ones.tril(), ones.triu(1)
        self.eye = torch.eye(size, dtype=x.dtype)
        self.leaf1 = [x.new_zeros(end - i, end - i) for i, end in self.spans]
        self.leaf2 = [x.new_zeros(end - i, end - i) for i, end in self.spans]
        self.work = x.new_zeros(size, size)
        self.z, self.dz, self.y0, self.g0 = (torch.zeros_like(self.y) for _ in range(4))

    def gradients(self):
        """The loss; the gradients are in `gradient`."""
        self._forward()
        torch.index_select(self.y, 1, self.back, out=self.g0)
        for index, span in enumerate(self.spans):
            self._input_gradient(index, *span)
        for span in self.spans:
            self._weight_gradient(*span)
        return self._finish()

    def _forward(self):
        x, z, y0, packed = self.x, self.z, self.y0, self.packed
        for index, (i, end) in enumerate(self.spans):
            n = end - i
            block = packed[i:end, i:end]
            torch.mul(block, self.lower[:n, :n], out=self.leaf1[index])
            torch.addcmul(self.eye[:n, :n], block, self.upper[:n, :n], out=self.leaf2[index])
            torch.mm(x[:, i:end], self.leaf1[index], out=z[:, i:end])
            if end < self.d:
                z[:, i:end].addmm_(x[:, end:], packed[end:, i:end])
            torch.mm(z[:, i:end], self.leaf2[index], out=y0[:, i:end])
        for i, end in self.spans[1:]:
            y0[:, i:end].addmm_(z[:, :i], packed[:i, i:end])
        torch.index_select(y0, 1, self.order, out=self.y)
        self.y.add_(self.b)

    def _input_gradient(self, index, i, end):
        dz, g0 = self.dz[:, i:end], self.g0
        torch.mm(g0[:, i:end], self.leaf2[index].t(), out=dz)
        if end < self.d:
            dz.addmm_(g0[:, end:], self.packed[i:end, end:].t())

    def _weight_gradient(self, i, end):
        n = end - i
        mean = 1 / len(self.x)
        x, z, dz, g0 = self.x, self.z, self.dz[:, i:end], self.g0[:, i:end]
        column = self.gp[i:, i:end]
        torch.addmm(column, x[:, i:].t(), dz, beta=0, alpha=mean, out=column)
        work = self.work[:n, :n]
        torch.mm(z[:, i:end].t(), g0, out=work)
        block = self.gp[i:end, i:end]
        block.mul_(self.lower[:n, :n]).addcmul_(work, self.upper[:n, :n], value=mean)
        if i > 0:
            above = self.gp[:i, i:end]
            torch.addmm(above, z[:, :i].t(), g0, beta=0, alpha=mean, out=above)


def check():
    """Requires that both ways agree with autograd, in double precision."""
    for make in (ByWeight, lambda x: ByBatch(x, block=2)):
        torch.manual_seed(2)
        step = make(torch.randn(7, 5, dtype=torch.float64))
        step.parameters.normal_()
        with torch.enable_grad():
            leaf = step.parameters.clone().requires_grad_()
            packed = leaf[:25].view(5, 5)
            k2 = packed.triu(1) + torch.eye(5, dtype=torch.float64)
            y = (step.x @ packed.tril() @ k2)[:, step.order] + leaf[25:]
            loss = y.pow(2).sum(1).mean() / 2 - packed.diagonal().abs().log().sum()
            (gradient,) = torch.autograd.grad(loss, [leaf])
        require_close("loss", step.gradients(), loss.detach())
        require_close("gradient", step.gradient, gradient)


def best(d, batch):
    """The operation, and what to tell about it."""
    torch.manual_seed(1)
    x = torch.randn(batch, d)
    if d < BY_BATCH_FROM:
        return ByWeight(x).step, {"form": "by weight"}
    block = BLOCK if d < LARGE_FROM else LARGE_BLOCK
    return ByBatch(x, block).step, {"form": f"by batch, in blocks of {block}"}
