"""The case bg-step by hand: no graph, prepared operations, chunks that stay in cache."""

import math

import torch

from boltzmann_reference import COUPLINGS, WIDTH, reverse_kl, trainable_flow
from boltzmann_weights import FlowWeights
from agreement import require_close
from flat_adam import FlatAdam
from p4inv_reference import MERGE_EVERY
from tape import Tape, even_chunk

CHUNK = 512


class CouplingPass:
    """One coupling on one chunk: forward in place, keeping what backward needs.

    With s = exp(a), a = tanh(r): y2 = x2 s + t, so dt = dy2, dr = (dy2 x2 s - 1 / batch) (1 - a^2)
    for the loss -mean(sum a), and dx2 = dy2 s.
    """

    def __init__(self, weights, gradients, state, shared, a, slope):
        h, points = a.shape
        w = weights.w2.shape[1]
        self.weights, self.gradients = weights, gradients
        self.ones_and_first, self.second = state[: 1 + h], state[1 + h :]
        self.shared, self.a, self.slope = shared, a, slope
        self.h1, self.h2 = (state.new_zeros(2, w, points) for _ in range(2))
        self.scaled, self.scale = (state.new_zeros(h, points) for _ in range(2))

    def record_forward(self, tape):
        """Appends the forward operations."""
        weights, out = self.weights, self.shared.outputs
        tape.add(torch.mm, weights.w1, self.ones_and_first, out=_flat(self.h1))
        tape.add(torch.relu_, self.h1)
        for net in (0, 1):
            tape.add(torch.addmm, weights.b2[net], weights.w2[net], self.h1[net], out=self.h2[net])
        tape.add(torch.relu_, self.h2)
        for net in (0, 1):
            tape.add(torch.addmm, weights.b3[net], weights.w3[net], self.h2[net], out=out[net])
        tape.add(torch.tanh, out[1], out=self.a)
        tape.add(torch.exp, self.a, out=self.scale)
        tape.add(torch.mul, self.second, self.scale, out=self.scaled)
        tape.add(torch.add, self.scaled, out[0], out=self.second)

    def record_backward(self, tape, g):
        """Appends the backward operations; g holds dy, then room for dr; dy becomes dx."""
        weights, grads, shared = self.weights, self.gradients, self.shared
        h = len(self.a)
        d_first, d_second, d_raw = g[:h], g[h : 2 * h], g[2 * h :]
        tape.add(torch.addcmul, shared.minus_mean, d_second, self.scaled, out=d_raw)
        tape.add(d_raw.mul_, self.slope)
        d_out = g[h:].view(2, h, -1)
        self._record_layer3(tape, d_out)
        self._record_masked(tape, shared.d2, self.h2)
        tape.add(_flat(grads.b2, 1).addmv_, _flat(shared.d2), shared.ones)
        for net in (0, 1):
            tape.add(grads.w2[net].addmm_, shared.d2[net], self.h1[net].t())
            tape.add(torch.mm, weights.w2[net].t(), shared.d2[net], out=shared.d1[net])
        self._record_masked(tape, shared.d1, self.h1)
        tape.add(grads.w1.addmm_, _flat(shared.d1), self.ones_and_first.t())
        tape.add(d_first.addmm_, weights.w1[:, 1:].t(), _flat(shared.d1))
        tape.add(d_second.mul_, self.scale)

    def _record_layer3(self, tape, d_out):
        weights, grads, shared = self.weights, self.gradients, self.shared
        tape.add(_flat(grads.b3, 1).addmv_, _flat(d_out), shared.ones)
        for net in (0, 1):
            tape.add(grads.w3[net].addmm_, d_out[net], self.h2[net].t())
            tape.add(torch.mm, weights.w3[net].t(), d_out[net], out=shared.d2[net])

    @staticmethod
    def _record_masked(tape, d, activation):
        function = torch.ops.aten.threshold_backward.grad_input
        tape.add(function, d, activation, 0.0, grad_input=d)


class Shared:
    """Buffers that all couplings use one after the other."""

    def __init__(self, d, w, points, batch, dtype):
        h = d // 2
        self.outputs = torch.zeros(2, h, points, dtype=dtype)
        self.d1, self.d2 = torch.zeros(2, 2, w, points, dtype=dtype)
        self.ones = torch.ones(points, dtype=dtype)
        self.minus_mean = torch.full((1, 1), -1 / batch, dtype=dtype)


def _flat(tensor, rows_dimensions=2):
    """The first dimensions as one: [2, w, n] becomes [2 w, n], or [2 w] for a column of biases."""
    flat = tensor.reshape(-1, tensor.shape[-1])
    return flat if rows_dimensions == 2 else flat[:, 0]


class LinearLayers:
    """All P4Inv layers between the couplings at once: [7, d, d] arrays, elementwise operations."""

    def __init__(self, weights, gradients):
        d, k, dtype = weights.d, COUPLINGS - 1, weights.flat.dtype
        self.weights, self.gradients = weights, gradients
        self.a = torch.eye(d, dtype=dtype).flip(0).repeat(k, 1, 1)
        self.inverse = self.a.clone()
        self.log_det = 0.0
        self.of_merged = [0.0] * k
        self.w, self.dw = torch.zeros(2, k, d, 1 + d, dtype=dtype)
        self.work = torch.zeros(k, d, d, dtype=dtype)
        self.p, self.q, self.uv = torch.zeros(3, k, d, dtype=dtype)
        self.delta = torch.zeros(k, 1, dtype=dtype)

    def record_before(self, tape):
        """Appends W = A + u v^T, A^-1 u, A^-T v and delta = 1 + v^T A^-1 u of all layers."""
        u, b, v = self.weights.u, self.weights.b, self.weights.v
        tape.add(torch.addcmul, self.a, u[:, :, None], v[:, None, :], out=self.w[:, :, 1:])
        tape.add(self.w[:, :, 0].copy_, b)
        tape.add(torch.mul, self.inverse, u[:, None, :], out=self.work)
        tape.add(torch.sum, self.work, 2, out=self.p)
        tape.add(torch.mul, self.inverse, v[:, :, None], out=self.work)
        tape.add(torch.sum, self.work, 1, out=self.q)
        tape.add(torch.mul, self.p, v, out=self.uv)
        tape.add(torch.sum, self.uv, 1, keepdim=True, out=self.delta)
        tape.add(self.delta.add_, 1.0)

    def record_after(self, tape):
        """Appends du = dW v - A^-T v / delta, dv = dW^T u - A^-1 u / delta, db."""
        weights, grads = self.weights, self.gradients
        dw = self.dw[:, :, 1:]
        tape.add(torch.mul, dw, weights.v[:, None, :], out=self.work)
        tape.add(torch.sum, self.work, 2, out=grads.u)
        tape.add(grads.u.addcdiv_, self.q, self.delta, value=-1)
        tape.add(torch.mul, dw, weights.u[:, :, None], out=self.work)
        tape.add(torch.sum, self.work, 1, out=grads.v)
        tape.add(grads.v.addcdiv_, self.p, self.delta, value=-1)
        tape.add(grads.b.copy_, self.dw[:, :, 0])

    def total_log_det(self):
        """Sum of log|det W| over the layers."""
        changes = (math.log(abs(delta)) for delta in self.delta[:, 0].tolist())
        return sum(self.of_merged) + sum(changes)

    def merge(self):
        """Moves u v^T into A and A^-1 wherever that is sane; needs p, q, delta of now."""
        u, v = self.weights.u, self.weights.v
        for i, delta in enumerate(self.delta[:, 0].tolist()):
            if not self._sane(delta, self.of_merged[i]):
                continue
            self.a[i].addr_(u[i], v[i])
            self.inverse[i].addr_(self.p[i], self.q[i], alpha=-1 / delta)
            self.of_merged[i] += math.log(abs(delta))
            u[i].zero_()
            v[i].normal_()

    @staticmethod
    def _sane(delta, log_det):
        if not math.isfinite(delta) or delta == 0:
            return False
        change = math.log(abs(delta))
        return change > -6 and -2.5 < change + log_det < 15.5


class BoltzmannStep:
    """One step of training by reverse KL divergence."""

    def __init__(self, d, batch, chunk, dtype=torch.float32):
        self.batch, self.chunk = batch, chunk
        self.chunks = batch // chunk
        self.weights, self.gradients = FlowWeights(d, dtype), FlowWeights(d, dtype)
        self.linears = LinearLayers(self.weights, self.gradients)
        self.states = torch.ones(COUPLINGS, 1 + d, chunk, dtype=dtype)
        self.z = self.states[0, 1:]
        cuts = [self.weights.fresh_from]
        self.adam = FlatAdam(self.weights.flat, self.gradients.flat, cuts)
        self.steps = 0
        self._prepare(d, dtype)

    def _prepare(self, d, dtype):
        h, w = d // 2, self.weights.couplings[0].w2.shape[1]
        shared = Shared(d, w, self.chunk, self.batch, dtype)
        self.a = torch.zeros(COUPLINGS * h, self.chunk, dtype=dtype)
        slopes = torch.zeros_like(self.a)
        pairs = zip(self.weights.couplings, self.gradients.couplings)
        buffers = zip(self.states, self.a.split(h), slopes.split(h))
        self.passes = [
            CouplingPass(*pair, state, shared, a, slope)
            for pair, (state, a, slope) in zip(pairs, buffers)
        ]
        self.before, self.middle, self.after = Tape(), Tape(), Tape()
        self.linears.record_before(self.before)
        self.linears.record_after(self.after)
        g = torch.zeros(2, d + h, self.chunk, dtype=dtype)
        self._record_forward()
        self._record_energy(d, g[(COUPLINGS - 1) % 2])
        one = torch.ones(1, 1, dtype=dtype)
        self.middle.add(torch.addcmul, one, self.a, self.a, value=-1, out=slopes)
        self._record_backward(d, g)

    def _record_forward(self):
        for i, coupling in enumerate(self.passes):
            coupling.record_forward(self.middle)
            if i < COUPLINGS - 1:
                above = self.states[i + 1][1:]
                self.middle.add(torch.mm, self.linears.w[i], self.states[i], out=above)

    def _record_energy(self, d, g):
        """With q the first and p the second of a pair: du/dq = 4 q (q^2 - 3) - 1/2, du/dp = p."""
        pairs = self.states[-1, 1:].view(d // 2, 2, -1)
        self.q, self.p = pairs[:, 0], pairs[:, 1]
        dq, dp = g[:d].view(d // 2, 2, -1).unbind(1)
        mean = 1 / self.batch
        self.q_square = torch.zeros_like(self.q, memory_format=torch.contiguous_format)
        self.well = torch.zeros_like(self.q_square)
        half = torch.full((1, 1), -0.5 * mean, dtype=g.dtype)
        tape = self.middle
        tape.add(torch.mul, self.q, self.q, out=self.q_square)
        tape.add(torch.add, self.q_square, -3.0, out=self.well)
        tape.add(torch.addcmul, half, self.q, self.well, value=4 * mean, out=dq)
        tape.add(torch.mul, self.p, mean, out=dp)

    def _energy(self):
        """Sum of -q / 2 - 6 q^2 + q^4 + p^2 / 2; q^4 - 6 q^2 = (q^2 - 3)^2 - 9."""
        well, p = self.well.view(-1), self.p.reshape(-1)
        wells = float(torch.dot(well, well)) - 9 * len(well)
        return wells + float(torch.dot(p, p)) / 2 - float(self.q.sum()) / 2

    def _record_backward(self, d, g):
        for i in reversed(range(COUPLINGS)):
            here, below = g[i % 2], g[(i - 1) % 2]
            self.passes[i].record_backward(self.middle, here)
            if i > 0:
                w_t = self.linears.w[i - 1][:, 1:].t()
                dw = self.linears.dw[i - 1]
                self.middle.add(dw.addmm_, here[:d], self.states[i - 1].t())
                self.middle.add(torch.mm, w_t, here[:d], out=below[:d])

    def gradients_of(self, draw):
        """The loss; draw fills z with the points of the next chunk."""
        self.gradients.flat.zero_()
        self.linears.dw.zero_()
        self.before.play()
        total = 0.0
        for _ in range(self.chunks):
            draw(self.z)
            self.middle.play()
            total += self._energy() - float(self.a.sum())
        self.after.play()
        return total / self.batch - self.linears.total_log_det()

    def step(self):
        """One step, and after every 10th a merge of all layers."""
        loss = self.gradients_of(torch.Tensor.normal_)
        self.adam.step()
        self.steps += 1
        if self.steps % MERGE_EVERY == 0:
            self.before.play()
            self.linears.merge()
            self.adam.restart(1)
        return loss


def check():
    """Requires that loss and gradients agree with autograd, in double precision."""
    for d in WIDTH:
        flow = trainable_flow(d).double()
        for parameter in flow.parameters():
            parameter.data.add_(torch.randn_like(parameter), alpha=0.05)
        z = torch.randn(6, d, dtype=torch.float64)
        step = BoltzmannStep(d, 6, 3, torch.float64)
        step.weights.copy_from(flow)
        with torch.enable_grad():
            loss = reverse_kl(flow, z)
            loss.backward()
        halves = iter(z.split(3))
        actual = step.gradients_of(lambda out: out.copy_(next(halves).t()))
        expected = FlowWeights(d, torch.float64).copy_from(flow, lambda parameter: parameter.grad)
        require_close("loss", actual, loss.detach())
        require_close("gradient", step.gradients.flat, expected.flat)


def best(d, batch, chunk=CHUNK):
    """The operation, and what to tell about it."""
    step = BoltzmannStep(d, batch, even_chunk(batch, chunk))
    step.weights.copy_from(trainable_flow(d))
    return step.step, {"form": "by hand", "chunk": step.chunk}
