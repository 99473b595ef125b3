"""Steps whose code is loaded when they are taken: most builds take few of all that there are."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["later"]


def later(name: str) -> Callable[..., Any]:
    """Give a function that imports its module when it is called.

    Half of what the package is made of is for single outputs, and a build in which nothing has
    changed writes none. Tests hold that every name leads to a function, and where it may lead.

    :param name: a module and a function in it, such as ``sphinx_workshop.core.links:warn_unknown``.
    """
    module, _, function = name.partition(":")

    def call(*arguments: Any) -> Any:
        return getattr(import_module(module), function)(*arguments)

    # What Sphinx names where a handler fails.
    call.__module__, call.__name__, call.__qualname__ = module, function, name
    return call
