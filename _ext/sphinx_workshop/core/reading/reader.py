"""YAML text into a tree of nodes (YAML 1.1 as read by PyYAML, by libyaml where it is present)."""

from __future__ import annotations

from sphinx_workshop.core.problems import MAX_MISTAKES, Problems
from sphinx_workshop.core.reading.mistakes import Mistake
from sphinx_workshop.core.reading.source import MAX_BYTES, place_in
from sphinx_workshop.core.reading.text_checks import REFUSED, hide_surrogate_pairs, refuse_forbidden
from sphinx_workshop.core.reading.tree import Parsed, Tree


def parse(text: str, file: str, problems: Problems) -> Parsed:
    """Read one file's text.

    :param text: the whole file.
    :param file: its name for messages, relative to the source folder.
    :param problems: where mistakes go. A value that YAML cannot read is left out; after any other
        mistake in the YAML itself the records before it are given.
    """
    text, refused = refuse_forbidden(text, MAX_MISTAKES)
    found = [Mistake(index, message) for index, message in refused]
    shown = hide_surrogate_pairs(text)
    has_hidden, text = shown is not text, shown
    patched: set[int] = set()  # the lines on which something was left out
    spent = 0
    while True:
        reader = Tree(text, file, has_hidden=has_hidden)
        mistake = reader.read()
        if mistake is None:
            break
        # What else is wrong on a line is mostly the same mistake.
        line = text.count("\n", 0, mistake.index)
        if line not in patched:
            found.append(mistake)
        spent += mistake.index + len(text) // 20
        if line in patched or not mistake.patch or spent > MAX_BYTES:
            break
        patched.add(line)
        for index in mistake.patch:
            text = text[:index] + REFUSED + text[index + 1 :]
    for place, message, subtype in reader.found:
        problems.error(place, message, subtype)
    for one in found:
        problems.error(place_in(text, file, one.index), one.message)
    return reader.finish(text[mistake.index :] if mistake else None)
