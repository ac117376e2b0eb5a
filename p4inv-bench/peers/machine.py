"""What processor and libraries can do: set before torch is imported, reported afterwards."""

import ctypes
import os

WIDEST = {"avx512f", "avx512dq", "avx512bw", "avx512vl"}


def prefer_fastest():
    """Lets PyTorch use its widest vectors; which kernels OpenBLAS takes, blas.py finds out.

    Call it before torch is imported. PyTorch 1.13 stays at AVX2 by itself where the processor has
    AVX-512; its exp and tanh take half the time with it.
    """
    if WIDEST <= _processor_flags():
        os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx512")


def _processor_flags():
    lines = (line for line in _lines("/proc/cpuinfo") if line.startswith("flags"))
    return set(next(lines, "").split())


def _lines(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readlines()
    except OSError:
        return []


def _loaded(*names):
    """Base names and paths of the loaded shared libraries whose name has one of these parts."""
    paths = {line.split()[-1] for line in _lines("/proc/self/maps") if "/" in line}
    found = {os.path.basename(path): path for path in paths}
    return {name: path for name, path in found.items() if any(part in name for part in names)}


def openblas_path():
    """The OpenBLAS that is loaded, or None."""
    for path in _loaded("openblas").values():
        if hasattr(ctypes.CDLL(path), "openblas_get_corename"):
            return path
    return None


def _openblas():
    path = openblas_path()
    return None if path is None else ctypes.CDLL(path)


def set_threads(threads):
    """Gives PyTorch's own kernels and OpenBLAS the same number of threads."""
    import torch

    torch.set_num_threads(threads)
    library = _openblas()
    if library is not None:
        library.openblas_set_num_threads(threads)


def describe():
    """The libraries that the figures were made with."""
    import torch

    return {
        "torch": torch.__version__,
        "blas": _blas(torch),
        "vectors": _setting(torch.__config__.show(), "CPU capability usage:"),
        "onednn": torch.backends.mkldnn.is_available(),
        "allocator": ", ".join(sorted(_loaded("jemalloc", "tcmalloc", "mimalloc"))) or "libc",
        "threads": torch.get_num_threads(),
    }


def _blas(torch):
    library = _openblas()
    if library is None:
        return "MKL" if torch.backends.mkl.is_available() else "unknown"
    return f"{_text(library.openblas_get_config)}, core {_text(library.openblas_get_corename)}"


def _text(function):
    function.restype = ctypes.c_char_p
    return function().decode()


def _setting(text, key):
    return text.split(key)[1].split("\n")[0].strip() if key in text else "unknown"
