"""The command `serve`: the site, in this process."""

import signal
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from glosswire.cli.common import load
from glosswire.cli.supervise import end_with_supervisor
from glosswire.config import Config, load_sources
from glosswire.errors import ConfigError
from glosswire.model import Source

if TYPE_CHECKING:
    from glosswire.store.store import Store

PATIENCE_SECONDS = 3  # how long answers may take that are under way when we are asked to end


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="The address to listen on; by default `site.host`.")] = None,
    port: Annotated[
        int | None, typer.Option(help="The port; by default `site.port`; 0 takes any that is free.", min=0, max=65535)
    ] = None,
) -> None:
    """Serve the site until ctrl-C."""
    from glosswire.store.store import open_store

    config = load(context)
    sources = load_sources(config.sources_path)
    end_with_supervisor()
    with (
        listen(host or config.site.host, config.site.port if port is None else port) as door,
        open_store(config.store_url) as store,
    ):
        typer.echo(f"{config.site.title} is at {address_of(door)}")
        run(store, config, sources, door)


def listen(host: str, port: int) -> socket.socket:
    """Open the door that readers come in by; ConfigError where it is another's or not ours to open."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(address)
            door.listen(1024)
        except OSError:
            door.close()
            raise
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {host}:{port}: {error}; choose another with --host, --port or site.port"
        ) from error
    return door


def address_of(door: socket.socket) -> str:
    """Write where an open door is, as a browser takes it."""
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(store: "Store", config: Config, sources: tuple[Source, ...], door: socket.socket) -> None:
    """Answer readers until a signal asks to end."""
    import uvicorn

    from glosswire.serve.app import make_app

    settings = uvicorn.Config(
        make_app(store, config, sources),
        lifespan="on",
        log_level="warning",
        access_log=False,  # a log of who read what is nobody's business
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    # The server gives its signals back when it has ended; they then say that all is done, and are no error.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        uvicorn.Server(settings).run(sockets=[door])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
