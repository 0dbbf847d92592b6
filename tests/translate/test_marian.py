"""The local NMT engine on two tiny genuine models."""

import shutil
from pathlib import Path

import pytest

from glosswire.errors import ConfigError, EngineDown, ModelMissing, UnsupportedPair
from glosswire.translate.base import Returning, Translator, Varied, translators
from glosswire.translate.marian import open_marian
from tests.translate.samples import CT2, CT2_PIECES, ENGLISH, FIREFOX, GERMAN, digest_of, open_ct2, open_firefox


def texts_of(translator: Translator, *texts: str) -> tuple[str, ...]:
    found = tuple(candidate.text for candidate in translator.translate(texts, "de"))
    translator.close()
    return found


def test_a_firefox_model_translates_its_kind_of_sentence_exactly() -> None:
    assert texts_of(open_firefox(), *GERMAN) == ENGLISH


@pytest.mark.parametrize(("beam", "right"), [(1, 95), (2, 95)])
def test_a_ctranslate2_model_translates_nearly_all_of_them_exactly(beam: int, right: int) -> None:
    found = texts_of(open_ct2(beam=beam), *GERMAN)
    assert sum(map(str.__eq__, found, ENGLISH)) >= right


def test_only_ctranslate2_says_how_sure_it_is() -> None:
    ct2, firefox = open_ct2(workers=1), open_firefox(workers=1)
    (one,), (other,) = ct2.translate(GERMAN[:1], "de"), firefox.translate(GERMAN[:1], "de")
    assert one.score is not None
    assert -0.1 < one.score < 0
    assert other.score is None
    ct2.close()
    firefox.close()


def test_long_input_is_translated_in_pieces_that_the_engine_does_not_cut() -> None:
    clause = "Die Polizei hat 12 Menschen in Paris festgenommen, heißt es in einer Erklärung; "
    (found,) = texts_of(open_firefox(workers=1), clause * 12)
    assert found.count("in Paris") >= 3


def copy_of(model: Path, folder: Path) -> Path:
    shutil.copytree(model, folder / model.name)
    return folder / model.name


@pytest.mark.parametrize("damage", ["halved", "emptied", "flipped"])
def test_a_broken_firefox_model_is_found_out_on_opening(tmp_path: Path, damage: str) -> None:
    folder = copy_of(FIREFOX, tmp_path)
    path = folder / "model.deen.intgemm.alphas.bin"
    whole = path.read_bytes()
    flipped = bytes(byte ^ 0x80 for byte in whole[100_000:400_000])
    path.write_bytes(
        {"halved": whole[: len(whole) // 2], "emptied": b"", "flipped": whole[:100_000] + flipped + whole[400_000:]}[
            damage
        ]
    )
    with pytest.raises(EngineDown):
        open_firefox(folder)


@pytest.mark.parametrize("damage", [b"", b"no vocabulary"])
def test_a_broken_vocabulary_is_found_out_on_opening(tmp_path: Path, damage: bytes) -> None:
    folder = copy_of(FIREFOX, tmp_path)
    (folder / "vocab.deen.spm").write_bytes(damage)
    with pytest.raises(EngineDown):
        open_firefox(folder)


def test_a_model_that_answers_otherwise_than_its_self_test_is_not_trusted() -> None:
    with pytest.raises(EngineDown, match="self-test"):
        open_marian(
            folder=str(FIREFOX), runtime="firefox", languages=["de"], digest="ab", self_test=(GERMAN[0], "Nothing.")
        )


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "shared_vocabulary.json"])
def test_a_broken_ctranslate2_model_is_found_out_on_opening(tmp_path: Path, name: str) -> None:
    folder = copy_of(CT2, tmp_path)
    (folder / name).write_bytes((folder / name).read_bytes()[:300])
    with pytest.raises(EngineDown):
        open_ct2(folder)


@pytest.mark.parametrize(("model", "name"), [(FIREFOX, "vocab.deen.spm"), (CT2, "target.spm")])
def test_a_missing_file_is_named(tmp_path: Path, model: Path, name: str) -> None:
    folder = copy_of(model, tmp_path)
    (folder / name).unlink()
    with pytest.raises(ModelMissing):
        open_firefox(folder) if model == FIREFOX else open_ct2(folder)


def test_versions_differ_where_answers_could() -> None:
    engines = [open_firefox(workers=1), open_ct2(workers=1), open_ct2(workers=1, beam=2)]
    assert len({engine.version for engine in engines}) == 3
    for engine in engines:
        engine.close()


def test_the_number_of_workers_is_no_part_of_the_version() -> None:
    one, two = open_ct2(workers=1), open_ct2(workers=2)
    assert one.version == two.version
    one.close()
    two.close()


def test_options_of_the_other_runtime_are_refused() -> None:
    with pytest.raises(ConfigError, match="CTranslate2"):
        open_marian(folder=str(FIREFOX), runtime="firefox", languages=["de"], digest="ab", beam=4)


def test_a_mistyped_option_is_refused_by_name() -> None:
    known = {"folder": str(CT2), "runtime": "ctranslate2", "languages": ["de"], "digest": ""}
    with pytest.raises(ConfigError, match="langauges"):
        translators.make("marian", {**known, "langauges": ["de"]})


def test_a_ctranslate2_model_has_other_words_the_same_ones_each_time() -> None:
    ct2 = open_ct2(workers=1)
    assert isinstance(ct2, Varied)
    found = ct2.vary(GERMAN[0], "de", 3)
    again = ct2.vary(GERMAN[0], "de", 3)
    too_long = ct2.vary(" ".join(GERMAN * 9), "de", 3)
    ct2.close()
    assert found == again
    assert len({candidate.text for candidate in found}) == 3
    assert found[0].text == ENGLISH[0]
    assert too_long == ()


def test_a_firefox_model_has_but_one_word() -> None:
    firefox = open_firefox(workers=1)
    assert isinstance(firefox, Varied)
    assert firefox.vary(GERMAN[0], "de", 3) == ()
    firefox.close()


def test_a_model_of_the_operators_own_puts_english_back_into_its_target_alone() -> None:
    # The tiny model stands for one from English into Latin: what it is told is what it knows.
    engine = open_marian(
        folder=str(CT2),
        runtime="ctranslate2",
        languages=[],
        digest=digest_of(CT2 / "model.bin"),
        workers=1,
        max_pieces=CT2_PIECES,
        target="la",
    )
    try:
        assert [c.text for c in engine.translate_back([GERMAN[0], ""], "la")] == [ENGLISH[0], ""]
        with pytest.raises(UnsupportedPair):
            engine.translate_back([GERMAN[0]], "de")
        with pytest.raises(UnsupportedPair):
            engine.translate([GERMAN[0]], "la")
    finally:
        engine.close()


def test_a_model_into_english_puts_nothing_back() -> None:
    engine = open_firefox(workers=1)
    assert isinstance(engine, Returning)
    with pytest.raises(UnsupportedPair):
        engine.translate_back([ENGLISH[0]], "de")
    engine.close()
