"""Which operation belongs to which case and form."""

import time
from functools import partial

import torch

import boltzmann_best
import boltzmann_reference
import dense_step
import p4inv_step
import plu_step
import sample_best

TRIALS = 10


def build(case, form, numbers):
    """The operation, without arguments, and what to tell about it."""
    if (case, form) not in BUILDERS:
        raise ValueError(f"no case {case} with form {form}")
    if case == "sample" and "batch" in numbers:
        numbers = {"points": numbers["batch"], "d": numbers["d"]}
    torch.set_flush_denormal(form == "best")
    if form == "best":
        return _by_hand(case, numbers)
    return BUILDERS[case, form](**numbers)


def _by_hand(case, numbers):
    """Checks against autograd, then builds and runs without it."""
    with torch.no_grad():
        CHECKS[case]()
    with torch.inference_mode():
        operation, detail = BUILDERS[case, "best"](**numbers)
    operation = torch.inference_mode()(operation)
    if case not in COMPILED:
        return operation, detail
    return _faster(operation, detail, partial(COMPILED[case], **numbers))


def _compiled_step(d, batch):
    return boltzmann_reference.step(d, batch, torch.compile(boltzmann_reference.reverse_kl))


def _compiled_sampler(d, points):
    function = torch.compile(boltzmann_reference.points_with_density)
    return boltzmann_reference.sampler(d, points, function)


def _faster(by_hand, detail, make_compiled):
    """The compiled form where there is torch.compile and it is faster; otherwise by hand."""
    if not hasattr(torch, "compile"):
        return by_hand, {**detail, "compile": "not in this PyTorch"}
    try:
        compiled = make_compiled()
        times = _seconds(by_hand), _seconds(compiled)
    except Exception as error:
        return by_hand, {**detail, "compile": f"failed: {type(error).__name__}"}
    detail = {**detail, "seconds_by_hand": times[0], "seconds_compiled": times[1]}
    if times[0] <= times[1]:
        return by_hand, detail
    return compiled, {**detail, "form": "compiled"}


def _seconds(operation):
    """Shortest time of one operation, after it ran once."""
    operation()
    times = []
    for _ in range(TRIALS):
        start = time.perf_counter()
        operation()
        times.append(time.perf_counter() - start)
    return min(times)


BUILDERS = {
    ("p4inv-step", "reference"): p4inv_step.reference,
    ("p4inv-step", "reference-factored"): partial(p4inv_step.reference, factored=True),
    ("p4inv-step", "best"): p4inv_step.best,
    ("dense-step", "best"): dense_step.best,
    ("plu-step", "best"): plu_step.best,
    ("bg-step", "reference"): boltzmann_reference.reference_step,
    ("bg-step", "best"): boltzmann_best.best,
    ("sample", "reference"): boltzmann_reference.reference_sampler,
    ("sample", "best"): sample_best.best,
}
CHECKS = {
    "p4inv-step": p4inv_step.check,
    "dense-step": dense_step.check,
    "plu-step": plu_step.check,
    "bg-step": boltzmann_best.check,
    "sample": sample_best.check,
}
COMPILED = {"bg-step": _compiled_step, "sample": _compiled_sampler}
