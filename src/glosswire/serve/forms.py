"""Read what a form sends, no more than it may be."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from glosswire.serve.answer import Refusal

MOST_BYTES = (
    16_384  # of a form: 1,000 letters of a script with three bytes a letter are 9,000 in %XX, and fields beside
)
_MOST_FIELDS = 20


async def read_form(request: Request) -> Mapping[str, str]:
    """Read a form's fields; Refusal where it is too large, or none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refusal(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refusal(413)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise Refusal(400) from error
    return dict(fields)


def words_of(text: str, most: int) -> str:
    """What somebody typed, without control characters and at most so long; lines stay lines."""
    lines = text[: 2 * most].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(c for c in line if c.isprintable() or c in "\t\u200c\u200d").strip() for line in lines)
    return "\n".join(kept).strip()[:most]
