"""Whether a preview can listen where it is to: asked before anything is built."""

from __future__ import annotations

import argparse
import errno
import socket
from collections.abc import Sequence

__all__ = ["port_fault"]

# Families of addresses that a machine lacks; the server goes on with the others too.
_LACKING = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def port_fault(arguments: Sequence[str]) -> str:
    """Say in one line why nobody can listen at the address that a command line names.

    :param arguments: those of sphinx-autobuild.
    :returns: ``""`` where one can.
    """
    # With the defaults of sphinx-autobuild, which looks at all else.
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    named, _ = parser.parse_known_args(arguments)
    port = int(named.port) if named.port.isdecimal() else -1
    if not 0 <= port < 2**16:
        return f"there is no port {named.port}: write one from 1024 to 65535"
    try:
        # Port 0 is whichever is free.
        _listen(named.host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return (
                f"port {named.port} of {named.host} is taken, perhaps by another preview: end "
                "that, or take another with PORT=… (--port …); PORT=0 takes any that is free"
            )
        reason = error.strerror or error
        return f"cannot listen at {named.host}, port {named.port}: {reason}"
    return ""


def _listen(host: str, port: int) -> None:
    """Listen for a moment at all addresses of a name, as the server is going to.

    :raises OSError: that cannot be.
    """
    lacking: list[OSError] = []
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, _, _, _, address in found:
        try:
            socket.create_server(address, family=family).close()
        except OSError as error:
            if error.errno not in _LACKING:
                raise
            lacking.append(error)
    if len(lacking) == len(found):
        raise lacking[0]
