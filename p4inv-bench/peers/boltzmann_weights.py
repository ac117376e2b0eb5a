"""The weights of the flow of bg-step and sample in one flat vector, arranged for few products.

Points are columns: a state is [1 + d, points] with a row of ones above the coordinates, so that
the bias of a layer is the first column of its matrix.
"""

import torch

from boltzmann_reference import COUPLINGS, width


class CouplingWeights:
    """Views of one coupling: the first layer of both perceptrons in one matrix, the rest in pairs.

    Index 0 is the shift, 1 the scale.
    """

    @staticmethod
    def size(d):
        """How many numbers one coupling has."""
        h, w = d // 2, width(d)
        return 2 * (w * (1 + h) + w * w + w + h * w + h)

    def __init__(self, flat, d):
        h, w = d // 2, width(d)
        shapes = [(2 * w, 1 + h), (2, w, w), (2, w, 1), (2, h, w), (2, h, 1)]
        views, start = [], 0
        for shape in shapes:
            n = torch.Size(shape).numel()
            views.append(flat[start : start + n].view(shape))
            start += n
        self.w1, self.w2, self.b2, self.w3, self.b3 = views

    def copy_from(self, coupling, field):
        """Takes the values (or, by field, the gradients) of a module."""
        w = self.w2.shape[1]
        for net, module in enumerate((coupling.shift, coupling.scale)):
            rows = slice(net * w, (net + 1) * w)
            self.w1[rows, 0].copy_(field(module[0].bias))
            self.w1[rows, 1:].copy_(field(module[0].weight))
            self.w2[net].copy_(field(module[2].weight))
            self.b2[net, :, 0].copy_(field(module[2].bias))
            self.w3[net].copy_(field(module[4].weight))
            self.b3[net, :, 0].copy_(field(module[4].bias))


class FlowWeights:
    """Couplings, then all u, all b, all v; v last, because merges clear its moments."""

    def __init__(self, d, dtype=torch.float32):
        self.d = d
        size = CouplingWeights.size(d)
        k = COUPLINGS - 1
        self.flat = torch.zeros(COUPLINGS * size + 3 * k * d, dtype=dtype)
        self.couplings = [CouplingWeights(self.flat[i * size :], d) for i in range(COUPLINGS)]
        self.u, self.b, self.v = self.flat[COUPLINGS * size :].view(3, k, d)
        self.fresh_from = len(self.flat) - k * d

    def copy_from(self, flow, field=lambda parameter: parameter.detach()):
        """Takes the values (or, by field, the gradients) of a flow of modules."""
        for weights, coupling in zip(self.couplings, flow.couplings):
            weights.copy_from(coupling, field)
        for i, layer in enumerate(flow.linears):
            self.u[i].copy_(field(layer.u))
            self.b[i].copy_(field(layer.b))
            self.v[i].copy_(field(layer.v))
        return self
