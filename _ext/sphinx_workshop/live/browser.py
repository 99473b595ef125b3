"""What a browser is told by the preview: by which address it came, and where there is no page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["address", "follow_everywhere"]

# sphinx-autobuild's names the host that it listens at, which is none for a telephone where that is
# 0.0.0.0, and it goes on waiting when a preview has ended and another one is there.
_FOLLOW: Final = """
<script>
(function follow(again) {
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/websocket-reload");
  socket.onopen = () => again && location.reload();
  socket.onmessage = () => location.reload();
  socket.onclose = () => setTimeout(follow, 1000, true);
})(false);
</script>
"""
_MISSING: Final = (
    '<!doctype html>\n<html lang="en">\n<title>No such page</title>\n'
    "<p>There is no page at this address. It is shown here as soon as there is one.</p>\n"
)


def address(host: str) -> str:
    """Give the address of a site, of a host with its port."""
    name, _, port = host.rpartition(":")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{host}"


def follow_everywhere(autobuild: Any) -> None:
    """Have pages follow edits however one came to them, and also where there is none any more.

    :param autobuild: sphinx-autobuild's module ``__main__``.
    """
    from sphinx_autobuild import middleware  # noqa: PLC0415 - an extra

    middleware.web_socket_script = lambda _host: _FOLLOW
    autobuild._create_app = partial(_create_app, autobuild._create_app)


def _create_app(create: Callable[..., Starlette], *arguments: Any) -> Starlette:
    app = create(*arguments)
    app.add_exception_handler(404, _say_missing)
    return app


async def _say_missing(request: Request, exception: Exception) -> Response:
    """Answer with a page, as only pages follow edits."""
    from starlette.responses import HTMLResponse  # noqa: PLC0415 - an extra

    return HTMLResponse(_MISSING, status_code=404)
