"""The cases bg-step and sample with modules, autograd and torch.optim.Adam.

The flow is put together as the reference library does it: split, condition, transform, merge, with
modules for the layers, and the log-determinants added up layer by layer.
"""

import math

import torch
from torch import nn

from p4inv_reference import MergeSchedule, ReferenceLayer, without_planned_contractions

COUPLINGS = 8
WIDTH = {2: 64, 32: 128}


def width(d):
    """Hidden units of a perceptron."""
    return WIDTH.get(d, 128)


class Perceptron(nn.Sequential):
    """Three linear layers with ReLU between them."""

    def __init__(self, inputs, hidden, outputs):
        super().__init__(
            nn.Linear(inputs, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, outputs),
        )


class AffineCoupling(nn.Module):
    """y2 = x2 exp(tanh(scale(x1))) + shift(x1); the first half stays."""

    def __init__(self, d):
        super().__init__()
        self.half = d // 2
        self.shift = Perceptron(self.half, width(d), d - self.half)
        self.scale = Perceptron(self.half, width(d), d - self.half)

    def forward(self, x):
        """y and log|det dy/dx|, one number a point."""
        first, second = torch.split(x, [self.half, x.shape[1] - self.half], dim=1)
        shift = self.shift(first)
        log_scale = torch.tanh(self.scale(first))
        second = torch.exp(log_scale) * second + shift
        return torch.cat([first, second], dim=1), log_scale.sum(dim=1, keepdim=True)


class Flow(nn.Module):
    """Eight couplings with a P4Inv layer, at first a reversal, between each two."""

    def __init__(self, d):
        super().__init__()
        reversal = torch.eye(d).flip(0)
        sign = float(torch.linalg.det(reversal).round())
        self.d = d
        self.couplings = nn.ModuleList(AffineCoupling(d) for _ in range(COUPLINGS))
        self.linears = nn.ModuleList(
            ReferenceLayer(reversal, sign) for _ in range(COUPLINGS - 1)
        )

    def forward(self, z):
        """x and log|det dx/dz|."""
        x, total = z, torch.zeros_like(z[:, :1])
        for i, coupling in enumerate(self.couplings):
            x, log_det = coupling(x)
            total = total + log_det
            if i < len(self.linears):
                x, log_det = self.linears[i](x)
                total = total + log_det
        return x, total


def trainable_flow(d):
    """A flow whose couplings start as the identity."""
    torch.manual_seed(1)
    flow = Flow(d)
    for coupling in flow.couplings:
        for net in (coupling.shift, coupling.scale):
            nn.init.zeros_(net[-1].weight)
            nn.init.zeros_(net[-1].bias)
    return flow


@torch.no_grad()
def random_flow(d):
    """A flow in which no number is zero; its perturbations are merged."""
    torch.manual_seed(1)
    flow = Flow(d)
    for parameter in flow.couplings.parameters():
        parameter.normal_()
        parameter.div_(math.sqrt(parameter.shape[1]) if parameter.dim() == 2 else 10)
    for layer in flow.linears:
        layer.u.normal_().div_(2 * d)
        layer.b.normal_().div_(10)
        layer.merge()
    return flow.eval()


def energy(x):
    """Double wells: sum over pairs of -x / 2 - 6 x^2 + x^4 + y^2 / 2."""
    q, p = x[:, 0::2], x[:, 1::2]
    return (-0.5 * q - 6 * q**2 + q**4 + 0.5 * p**2).sum(dim=1, keepdim=True)


def reverse_kl(flow, z):
    """mean(u(x) - log|det dx/dz|)."""
    x, log_det = flow(z)
    return (energy(x) - log_det).mean()


def step(d, batch, loss_function=reverse_kl):
    """A function that makes one training step."""
    flow = trainable_flow(d)
    optimizer = torch.optim.Adam(flow.parameters(), lr=1e-3)
    schedule = MergeSchedule(list(flow.linears), optimizer)

    def one_step():
        optimizer.zero_grad()
        loss = loss_function(flow, torch.randn(batch, d))
        loss.backward()
        optimizer.step()
        schedule.step()
        return float(loss)

    return one_step


def points_with_density(flow, z):
    """Points and ln q of them."""
    x, log_det = flow(z)
    log_base = -0.5 * (z**2).sum(dim=1, keepdim=True) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return x, log_base - log_det


def sampler(d, points, function=points_with_density):
    """A function that draws all points at once."""
    flow = random_flow(d)

    @torch.no_grad()
    def sample():
        return function(flow, torch.randn(points, d))

    return sample


def reference_step(d, batch):
    """The operation, and what to tell about it."""
    return step(d, batch), {"opt_einsum": without_planned_contractions()}


def reference_sampler(d, points):
    """The operation, and what to tell about it."""
    return sampler(d, points), {"opt_einsum": without_planned_contractions()}
