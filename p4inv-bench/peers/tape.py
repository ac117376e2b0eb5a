"""A list of operations on buffers that exist, prepared once and replayed."""

from functools import partial


class Tape:
    """Each entry is a function with all its arguments; replaying costs the bare calls."""

    def __init__(self):
        self.calls = []

    def add(self, function, *arguments, **named):
        """Appends one operation."""
        self.calls.append(partial(function, *arguments, **named))

    def play(self):
        """Carries out all operations in order."""
        for call in self.calls:
            call()


def even_chunk(total, limit):
    """The largest divisor of total that is at most limit; total itself if that were tiny."""
    chunk = next(c for c in range(min(limit, total), 0, -1) if total % c == 0)
    return chunk if 4 * chunk >= min(limit, total) else total
