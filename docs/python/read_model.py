#!/usr/bin/env python3
"""Reads a model file of P4Inv and computes ln q of points with numpy alone.

    read_model.py MODEL.safetensors POINTS.csv    prints ln q of every row
    read_model.py MODEL.safetensors               prints what the file says about itself

docs/model-file.md describes the format. Sums are in double here and in float there, so results
agree to float precision. A type that is missing is one more function in LAYERS or BASES.
"""
import json
import sys

import numpy as np

VERSION = 2


def read_safetensors(path):
    """The metadata (texts) and the tensors (arrays) of a safetensors file."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = np.frombuffer(data[begin:end], {"F32": "<f4", "F64": "<f8"}[entry["dtype"]])
        tensors[name] = array.reshape(entry["shape"]).astype(np.float64)
    return metadata, tensors


class Numbers:
    """Hands out the two flat vectors, slice by slice in the order of the layout."""

    def __init__(self, layout, tensors):
        self.slices = iter(layout["slices"])
        self.tensors = tensors

    def take(self, config):
        """The parameters of the next owner and its frozen numbers."""
        entry = next(self.slices)
        if entry["type"] != config["type"]:
            raise SystemExit(f"the slice of {config['type']} must be next, got {entry}")
        names = ("parameters", "frozen")
        return [self.tensors[name][entry[name][0] : sum(entry[name])] for name in names]


# Bases: from a description to the function from points, one a row, to ln p.


def standard_normal(config, numbers):
    numbers.take(config)
    return lambda z: -0.5 * (z * z + np.log(2 * np.pi)).sum(1)


# Layers: to the functions x -> (y, log|det dy/dx|) and y -> (x, log|det dx/dy|).


def chain(config, numbers):
    parts = [layer(part, numbers) for part in config["parts"]]

    def run(maps, x):
        log_dets = []
        for part in maps:
            x, log_det = part(x)
            log_dets.append(log_det)
        return x, sum(log_dets)

    forward, backward = [p[0] for p in parts], [p[1] for p in reversed(parts)]
    return lambda x: run(forward, x), lambda y: run(backward, y)


def inverse(config, numbers):
    forward, backward = layer(config["original"], numbers)
    return backward, forward


def p4inv_linear(config, numbers):
    """y = (A + U^T V) x + b, with U and V [k x d], one direction a row."""
    d, k = config["dimension"], config["rank"]
    parameters, frozen = numbers.take(config)
    u, v = parameters[: 2 * k * d].reshape(2, k, d)
    bias = parameters[2 * k * d :]
    matrix = frozen[: d * d].reshape(d, d) + u.T @ v
    log_det = np.linalg.slogdet(matrix)[1]
    return (
        lambda x: (x @ matrix.T + bias, log_det),
        lambda y: (np.linalg.solve(matrix, (y - bias).T).T, -log_det),
    )


def act_norm(config, numbers):
    """y = x exp(a) + b."""
    a, b = numbers.take(config)[0].reshape(2, -1)
    return (
        lambda x: (x * np.exp(a) + b, a.sum()),
        lambda y: ((y - b) * np.exp(-a), -a.sum()),
    )


def bent_identity(config, numbers):
    """y = x + (sqrt(x^2 + 1) - 1) / 2."""
    numbers.take(config)

    def log_det(x):
        return np.log(1 + x / (2 * np.sqrt(x * x + 1))).sum(1)

    def backward(y):
        x = (4 * y + 2 - np.sqrt((2 * y + 1) ** 2 + 3)) / 3
        return x, -log_det(x)

    return lambda x: (x + (np.sqrt(x * x + 1) - 1) / 2, log_det(x)), backward


def permutation(config, numbers):
    """y_j = x_source[j]."""
    numbers.take(config)
    source = np.array(config["source"])
    return lambda x: (x[:, source], 0.0), lambda y: (y[:, np.argsort(source)], 0.0)


ACTIVATIONS = {"relu": lambda x: np.maximum(x, 0), "tanh": np.tanh}


def perceptron(config, parameters):
    """Affine layers: weights [outputs x inputs], then biases, layer by layer."""
    widths, layers, at = config["widths"], [], 0
    for inputs, outputs in zip(widths, widths[1:]):
        bias = at + inputs * outputs
        weights = parameters[at:bias].reshape(outputs, inputs)
        layers.append((weights, parameters[bias : bias + outputs]))
        at = bias + outputs

    def run(x):
        for weights, biases in layers[:-1]:
            x = ACTIVATIONS[config["activation"]](x @ weights.T + biases)
        return x @ layers[-1][0].T + layers[-1][1]

    return run, parameters[at:]


def conditioner(config, parameters):
    """A perceptron, or several on the same inputs; with the parameters that are left."""
    if config["type"] == "mlp" and config["context"] == 0:
        return perceptron(config, parameters)
    if config["type"] != "stacked":
        raise SystemExit(f"the conditioner must be an mlp without context or stacked, got {config}")
    parts = []
    for part in config["parts"]:
        run, parameters = conditioner(part, parameters)
        parts.append(run)
    return lambda x: np.concatenate([run(x) for run in parts], 1), parameters


def affine(config, h):
    """y = x exp(a) + t with a = b tanh(r / b); (r, t) stand one above the other in h."""
    if config["scale"]["type"] != "tanh":
        raise SystemExit(f"the scale must be tanh, got {config['scale']}")
    bound = config["scale"]["bound"]
    r, t = np.split(h, 2, 1)
    a = bound * np.tanh(r / bound)
    return (
        lambda x: (x * np.exp(a) + t, a.sum(1)),
        lambda y: ((y - t) * np.exp(-a), -a.sum(1)),
    )


def shift(config, h):
    """y = x + t."""
    return lambda x: (x + h, 0.0), lambda y: (y - h, 0.0)


TRANSFORMERS = {"affine": affine, "shift": shift}


def coupling(config, numbers):
    """The coordinates that pass say how the others are transformed."""
    transformed = config["mask"]["transformed"]
    passing = [j for j in range(config["mask"]["dimension"]) if j not in transformed]
    run, _ = conditioner(config["conditioner"], numbers.take(config)[0])
    transformer = config["transformer"]

    def along(direction):
        def mapped(x):
            maps = TRANSFORMERS[transformer["type"]](transformer, run(x[:, passing]))
            y = x.copy()
            y[:, transformed], log_det = maps[direction](x[:, transformed])
            return y, log_det

        return mapped

    return along(0), along(1)


BASES = {"standard-normal": standard_normal}
LAYERS = {
    "act-norm": act_norm,
    "bent-identity": bent_identity,
    "chain": chain,
    "coupling": coupling,
    "inverse": inverse,
    "p4inv-linear": p4inv_linear,
    "permutation": permutation,
}


def layer(config, numbers):
    return LAYERS[config["type"]](config, numbers)


def read_model(path):
    """The function from points [n x d] to ln q [n], and the metadata of the file."""
    metadata, tensors = read_safetensors(path)
    if metadata.get("format") != "p4inv-flow" or int(metadata["version"]) != VERSION:
        raise SystemExit(f"{path}: must be a p4inv-flow of version {VERSION}")
    about = {key: json.loads(text) for key, text in metadata.items() if key != "format"}
    numbers = Numbers(about["layout"], tensors)
    log_p = BASES[about["base"]["type"]](about["base"], numbers)
    _, backward = layer(about["bijection"], numbers)

    def log_density(points):
        z, log_det = backward(points)
        return log_p(z) + log_det

    return log_density, about


if __name__ == "__main__":
    model, about = read_model(sys.argv[1])
    if len(sys.argv) > 2:
        for value in model(np.loadtxt(sys.argv[2], delimiter=",", ndmin=2)):
            print(repr(float(value)))
    else:
        print(json.dumps(about, indent=2))
