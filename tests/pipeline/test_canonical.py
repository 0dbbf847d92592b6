"""A page stands for its canonical address only where nothing says that another article does."""

import pytest

from glosswire.pipeline.canonical import Known, is_canonical

OURS, OTHER = "Armenien erwägt Austritt aus dem Bündnis", "Neuer Haushalt in Berlin"


@pytest.mark.parametrize(
    "known",
    [
        Known(),
        Known(listed=""),
        Known(listed=OURS),
        Known(listed=f"Kaukasus: {OURS}"),
        Known(headline=OURS),
        Known(headline=OURS.upper(), listed=OTHER),
        Known(headline=OTHER, leads_here=True),
    ],
)
def test_it_does_where_the_address_is_new_or_known_by_its_headline(known: Known) -> None:
    assert is_canonical(OURS, known)


@pytest.mark.parametrize(
    "known",
    [
        Known(listed=OTHER),
        Known(headline=OTHER),
        Known(headline=OTHER, listed=OTHER, leads_here=True),
        Known(headline=OTHER, listed="", leads_here=True),
    ],
)
def test_it_does_not_where_another_article_does(known: Known) -> None:
    assert not is_canonical(OURS, known)
