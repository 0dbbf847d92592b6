"""One newsroom at a time for one store: two would ask the same hosts twice as often as each believes."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from glosswire.cli.common import store_file
from glosswire.config import Config
from glosswire.errors import StoreBusy, StoreError

PATIENCE_SECONDS = 5.0  # so that one that is just ending is waited for
_STEP_SECONDS = 0.1


@contextmanager
def alone(config: Config, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Be the one newsroom that works on the store; StoreBusy where another is, even on its way out.

    It is kept by a lock on a file beside the store, which ends with the process that has it. Of stores that are no
    files nothing is known.
    """
    store = store_file(config)
    if store is None:
        yield
        return
    door = _open(store.with_name(f"{store.name}.newsroom"))
    try:
        _take(door, store, time.monotonic() + patience_seconds)
        os.ftruncate(door, 0)
        os.pwrite(door, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(door)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"cannot write beside the store: {error}") from error


def _take(door: int, store: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() >= until:
                who = os.pread(door, 20, 0).decode("ascii", "replace") or "?"
                raise StoreBusy(f"another newsroom (process {who}) works on {store}; end it first") from error
            time.sleep(_STEP_SECONDS)
