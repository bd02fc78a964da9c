"""Work on very many objects at once."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Generator[None, None, None]:
    """Without the collector of cycles meanwhile.

    Bulk work makes hardly any, and the collector would look through all it holds again and again: half the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
