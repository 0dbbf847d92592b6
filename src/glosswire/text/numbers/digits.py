"""Read numbers written in digits: any script's digits, any language's marks."""

import re

from glosswire.text.numbers.values import Number, Reading

# Longer runs are identifiers or noise; as numbers they would only cost time.
LONGEST = 24
_SPACES = " \u00a0\u2009\u202f"
_QUOTES = "'’"
# Groups of three after a space are one number; other marks join whatever digits stand on both their sides. Each
# alternative reads a character once, so that hostile runs cost linear time.
NUMBER = (
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?(?!\d)"
    r"|\d+(?:[.,٫٬،'’·/]\d+)*"
)
_MARKS = str.maketrans({"٫": ".", "٬": ",", "،": ",", "·": ".", "’": "'", **dict.fromkeys(_SPACES, " ")})
_WIDE = {ord("，"): ",", ord("．"): ".", ord("％"): "%", ord("："): ":", ord("٪"): "%", ord("／"): "/"}
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def plain(text: str) -> str:
    """The text with every decimal digit and full-width mark in ASCII, character for character."""
    if text.isascii():
        return text
    table = {ord(char): str(int(char)) for char in set(_FOREIGN.findall(text)) if char.isdecimal()}
    return text.translate(table | _WIDE)


def readings(token: str, decimal: str, is_open: bool) -> tuple[Reading, ...]:
    """What a run of digits and marks may mean where `decimal` is the decimal mark, the likeliest first.

    `is_open`: the language's writers use both conventions.
    """
    token = token.translate(_MARKS)
    if len(token) > LONGEST:
        return ()
    if " " in token and token.replace(" ", "").isdigit():  # thousands, or the groups of a telephone's number
        return ((int(token.replace(" ", "")),), tuple(map(int, token.split(" "))))
    token = token.replace(" ", "").replace("'", "")
    parts = [int(part) for part in re.split(r"\D", token)]
    marks = re.sub(r"\d", "", token)
    if not marks:
        return ((parts[0],),)
    pieces = re.split(r"\D", token)
    if "/" in marks:
        return (tuple(parts),)
    if len(set(marks)) == 2:
        whole, _, rest = token.rpartition(marks[-1])
        if marks.count(marks[-1]) == 1 and _is_grouped(re.split(r"\D", whole)):
            return ((_float(re.sub(r"\D", "", whole), rest),),)
        return (tuple(parts),)
    grouped: Reading = (int("".join(pieces)),)
    if len(marks) > 1:
        return (grouped, tuple(parts)) if _is_grouped(pieces) else (tuple(parts),)
    fraction: Reading = (_float(*pieces),)
    if pieces[1] == "000" and _is_grouped(pieces):
        return (grouped, fraction) if marks != decimal else (fraction, grouped)
    split: Reading = tuple(parts)
    if not _is_grouped(pieces):
        return (fraction, split)
    if is_open:
        return (grouped, fraction) if marks != decimal else (fraction, grouped)
    # Three places after a decimal mark are rare in news, and thousands marked as English marks them are not.
    return (
        (fraction, grouped) if marks == decimal and decimal != "." else (fraction,) if marks == decimal else (grouped,)
    )


def _is_grouped(pieces: list[str]) -> bool:
    """Whether the pieces are thousands (1 234 567) or India's lakhs (12 34 567)."""
    first, *rest = pieces
    if not rest:
        return True
    if not (1 <= len(first) <= 3) or first == "0" or len(rest[-1]) != 3:
        return False
    sizes = {len(piece) for piece in rest[:-1]}
    return sizes <= {3} or (sizes <= {2} and len(first) <= 2) or sizes <= {4}


def _float(whole: str, rest: str) -> Number:
    value = float(f"{whole}.{rest}")
    return int(value) if value.is_integer() and not rest.strip("0") else value
