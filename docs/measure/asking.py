"""Ask a site without a network; for the programs that measure pages."""

from starlette.applications import Starlette


async def ask(app: Starlette, path: str, *headers: tuple[bytes, bytes], query: str = "") -> tuple[int, int, str]:
    """Ask the app without a network: status, bytes and tag."""
    sent = []
    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(), "root_path": "", "scheme": "http",
        "headers": [(b"host", b"x"), *headers], "server": ("x", 80), "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.append(message)

    await app(scope, receive, send)
    etag = dict(sent[0]["headers"]).get(b"etag", b"").decode()
    return sent[0]["status"], len(sent[1].get("body", b"")), etag
