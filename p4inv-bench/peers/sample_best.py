"""The case sample by hand: chunks of points as columns, prepared operations, no gradients."""

import math

import torch

from agreement import require_close
from boltzmann_reference import COUPLINGS, WIDTH, points_with_density, random_flow
from boltzmann_weights import FlowWeights
from tape import Tape, even_chunk

CHUNK = 1000


class Sampler:
    """Draws chunk after chunk and copies it into the result, a point a row."""

    def __init__(self, flow, points, chunk):
        d, dtype = flow.d, flow.linears[0].a.dtype
        self.weights = FlowWeights(d, dtype).copy_from(flow)
        self.linears = [
            torch.cat([layer.b.detach()[:, None], layer.a], dim=1) for layer in flow.linears
        ]
        log_det = sum(float(layer.determinant.abs().log()) for layer in flow.linears)
        self.constant = -log_det - d / 2 * math.log(2 * math.pi)
        self.result = torch.empty(points, d, dtype=dtype)
        self.log_density = torch.empty(points, dtype=dtype)
        self.states = torch.ones(2, 1 + d, chunk, dtype=dtype)
        self.z = self.states[0, 1:]
        self._prepare(d, chunk, dtype)
        self.parts = list(zip(self.result.split(chunk), self.log_density.split(chunk)))

    def _prepare(self, d, chunk, dtype):
        h, w = d // 2, self.weights.couplings[0].w2.shape[1]
        self.h1, self.h2 = torch.zeros(2, 2, w, chunk, dtype=dtype)
        self.out = torch.zeros(2, h, chunk, dtype=dtype)
        self.terms = torch.zeros(d + COUPLINGS * h, chunk, dtype=dtype)
        self.coefficients = torch.ones(len(self.terms), dtype=dtype).neg_()
        self.coefficients[:d] = -0.5
        self.tape = Tape()
        self.tape.add(torch.mul, self.z, self.z, out=self.terms[:d])
        for i, a in enumerate(self.terms[d:].split(h)):
            state = self.states[i % 2]
            self._record(self.weights.couplings[i], state[: 1 + h], state[1 + h :], a)
            if i < COUPLINGS - 1:
                self.tape.add(torch.mm, self.linears[i], state, out=self.states[(i + 1) % 2][1:])
        self.x = self.states[(COUPLINGS - 1) % 2][1:]

    def _record(self, weights, ones_and_first, second, a):
        tape, out, w = self.tape, self.out, self.h1.shape[1]
        tape.add(torch.mm, weights.w1, ones_and_first, out=self.h1.view(2 * w, -1))
        tape.add(torch.relu_, self.h1)
        for net in (0, 1):
            tape.add(torch.addmm, weights.b2[net], weights.w2[net], self.h1[net], out=self.h2[net])
        tape.add(torch.relu_, self.h2)
        for net in (0, 1):
            tape.add(torch.addmm, weights.b3[net], weights.w3[net], self.h2[net], out=out[net])
        tape.add(torch.tanh, out[1], out=a)
        tape.add(torch.exp, a, out=out[1])
        tape.add(torch.addcmul, out[0], second, out[1], out=second)

    def sample(self, draw=torch.Tensor.normal_):
        """All points and ln q of them; the same arrays at every call."""
        for points, log_density in self.parts:
            draw(self.z)
            self.tape.play()
            points.copy_(self.x.t())
            torch.mv(self.terms.t(), self.coefficients, out=log_density)
        self.log_density.add_(self.constant)
        return self.result, self.log_density


def check():
    """Requires that points and densities agree with the modules, in double precision."""
    for d in WIDTH:
        flow = random_flow(d).double()
        z = torch.randn(6, d, dtype=torch.float64)
        expected, log_density = points_with_density(flow, z)
        halves = iter(z.split(3))
        actual = Sampler(flow, 6, 3).sample(lambda out: out.copy_(next(halves).t()))
        require_close("points", actual[0], expected.detach())
        require_close("log-density", actual[1], log_density.detach()[:, 0])


def best(d, points, chunk=CHUNK):
    """The operation, and what to tell about it."""
    sampler = Sampler(random_flow(d), points, even_chunk(points, chunk))
    return sampler.sample, {"form": "by hand", "chunk": len(sampler.parts[0][0])}
