"""Say whether a page that names another address as its canonical one is the article of that address."""

from dataclasses import dataclass

from glosswire.intake.headline import flat

_TELLING = 15  # letters of a headline that another may hold: `Kaukasus: Armenien erwägt Austritt`


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a canonical address: its own listing in a feed, and the article that is kept under it.

    `listed`: the title in a feed, None where none lists it. `headline`: of the article, None where there is none.
    `leads_here`: whether the page's own entry already leads to that article.
    """

    listed: str | None = None
    headline: str | None = None
    leads_here: bool = False


def is_canonical(headline: str, known: Known) -> bool:
    """Whether a page with this headline may stand for its canonical address.

    It may where that address is known by the same headline. Else only where no feed lists the address by itself, and
    it is either new or has had its text from this very page before, which may have been retitled. So neither a site
    whose every page names one address nor a page with its neighbour's takes another article's place.
    """
    names = [name for name in (known.headline, known.listed) if name]
    if any(_is_one(headline, name) for name in names):
        return True
    if known.headline is None:
        return not known.listed
    return known.listed is None and known.leads_here


def _is_one(a: str, b: str) -> bool:
    first, second = sorted((flat(a), flat(b)), key=len)
    return first == second or (len(first) >= _TELLING and first in second)
