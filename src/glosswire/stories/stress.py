"""Say what each headline of a story stresses: what it has and few others, and what most have and it leaves out."""

from collections import Counter
from collections.abc import Mapping, Sequence

from glosswire.stories.comparison import Stress

_FEW, _MANY = 0.2, 0.5  # shares of the other headlines
_MOST_HAS, _MOST_LACKS = 5, 4
_FEWEST = 3  # headlines below which none is said to leave anything out


def stresses(terms: Sequence[Mapping[str, str]]) -> tuple[Stress, ...]:
    """What each of a story's English headlines stresses, by its terms; one without any stresses nothing, and is not counted."""
    counts = Counter(key for found in terms for key in found)
    shown: dict[str, str] = {}
    for found in terms:
        for key, said in found.items():
            shown.setdefault(key, said)
    told = sum(map(bool, terms))
    return tuple(_stress(found, counts, shown, told) for found in terms)


def _stress(found: Mapping[str, str], counts: Counter[str], shown: Mapping[str, str], told: int) -> Stress:
    if not found or told < 2:
        return Stress()
    others = told - 1
    has = sorted(
        (key for key in found if (counts[key] - 1) <= _FEW * others),
        key=lambda key: (counts[key], list(found).index(key)),
    )
    lacks = [key for key, n in counts.most_common() if key not in found and n >= _MANY * others and n > 1]
    return Stress(
        tuple(found[key] for key in has[:_MOST_HAS]),
        tuple(shown[key] for key in lacks[:_MOST_LACKS]) if told >= _FEWEST else (),
    )
