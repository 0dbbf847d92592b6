"""Tell of a pull by a line now and then, where several processes may share the terminal."""

import sys

from glosswire.translate.models import Progress, Tell

STEP = 5  # percent


def plain_progress() -> Tell:
    """Make what prints a line to standard error at each twentieth of a pull."""
    shown: dict[str, int] = {}

    def tell(progress: Progress) -> None:
        percent = 100 * progress.done // progress.total if progress.total else 0
        step = percent - percent % STEP
        if shown.get(progress.model) == step:
            return
        shown[progress.model] = step
        size = f"{progress.done / 1e6:,.0f} of {progress.total / 1e6:,.0f} MB"
        line = f"Pulling the model {progress.model} from {progress.place}: {step} % ({size})"
        print(line, file=sys.stderr, flush=True)

    return tell
