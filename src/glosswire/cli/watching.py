"""Show how a round of the newsroom goes on: bars on a terminal, nothing where the answer is JSON."""

from collections import Counter
from types import TracebackType
from typing import Self, get_args

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from glosswire.cli.pulling import plain_progress
from glosswire.pipeline.runner import Event, EventKind
from glosswire.translate import models


class Watch:
    """Count what is done, and show it on standard error where that is a terminal."""

    def __init__(self, quiet: bool = False) -> None:
        console = Console(stderr=True)
        console.quiet = quiet or not console.is_terminal
        self._plain = None if quiet or console.is_terminal else plain_progress()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"))
        self._bars = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
        self._tasks = {
            name: self._bars.add_task(name, total=None, said="") for name in ("Feeds", "Articles", "Sentences")
        }
        self._pulls: dict[str, TaskID] = {}
        self.tally: Counter[str] = Counter(dict.fromkeys(get_args(EventKind), 0))

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def told(self, event: Event) -> None:
        """Count something that was done."""
        self.tally[event.kind] += event.count
        t = self.tally
        self._say("Feeds", f"{t['polled']} polled")
        self._say("Articles", f"{t['fetched']} taken in, {t['refused']} refused, {t['failed']} failed")
        self._say("Sentences", f"{t['translated']} done")

    def _say(self, name: str, said: str) -> None:
        self._bars.update(self._tasks[name], said=said)

    def pulling(self, progress: models.Progress) -> None:
        """Show how far the pull of a model is; by a line now and then where there is no terminal."""
        if self._plain:
            self._plain(progress)
            return
        if progress.model not in self._pulls:
            self._pulls[progress.model] = self._bars.add_task(f"Pulling {progress.model}", said="")
        size = f"{progress.done / 1e6:,.0f} of {progress.total / 1e6:,.0f} MB from {progress.place}"
        self._bars.update(
            self._pulls[progress.model],
            completed=progress.done,
            total=progress.total or None,
            said=size,
        )

    @property
    def summary(self) -> str:
        """One line of what was done."""
        t = self.tally
        return (
            f"feeds polled: {t['polled']:,}; articles taken in: {t['fetched']:,}; pages refused as no article: "
            f"{t['refused']:,}; failed: {t['failed']:,}; sentences done: {t['translated']:,}"
        )
