"""What the schedule adds to the landing page's strip of facts."""

from __future__ import annotations

from collections import Counter

from sphinx_workshop.core.program import Program
from sphinx_workshop.core.wording import count
from sphinx_workshop.sections.schedule.model import top_sessions

_COUNTED = {
    "invited-talk": "invited talk",
    "contributed-talk": "contributed talk",
    "poster-session": "poster session",
    "panel": "panel",
}


def facts(program: Program) -> list[str]:
    """Count the sessions that people come for."""
    held = Counter(s.type for s in top_sessions(program) if s.status != "cancelled")
    return [count(held[kind], name) for kind, name in _COUNTED.items() if held[kind]]
