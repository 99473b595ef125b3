"""What the schedule says of a session around its title: kind and place, people, papers, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_workshop.core.section import Options
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.speakers import Speaker

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


def label(draw: Draw, session: Session) -> list[nodes.Node]:
    """Say kind, room and track, with the calendar where there is no row of links for it."""
    words = _labels(draw, session)
    if words and not session.url:
        words += [[link] for link in _calendar(draw, session)]
    return _labelled(draw, words)


def talk_label(draw: Draw, talk: Session) -> list[nodes.Node]:
    """Say a talk's room and track where the session around it does not say the same."""
    around = draw.program.find(Session, talk.parent) if talk.parent else None
    said = [words for _, words in _place_and_track(draw, around)] if around else []
    own = [(name, words) for name, words in _place_and_track(draw, talk) if words not in said]
    return _labelled(draw, [_marked(draw, *one) for one in own])


def _labelled(draw: Draw, words: list[list[nodes.Node]]) -> list[nodes.Node]:
    return [draw.paragraph("ws-label", *draw.joined(words))] if words else []


def _labels(draw: Draw, session: Session) -> list[list[nodes.Node]]:
    """Give kind, room and track; not again what the title says already."""
    words: list[list[nodes.Node]] = []
    kind = session.kind_label
    if kind and not session.title.casefold().startswith(kind.casefold()):
        words.append([draw.inline("ws-kind", draw.text(kind))])
    return words + [_marked(draw, *one) for one in _place_and_track(draw, session)]


def _place_and_track(draw: Draw, session: Session) -> list[tuple[str, str]]:
    """Give where, and what of: the session's own track, else that of the paper it stands for.

    :returns: record text, each with its class.
    """
    about = subject(draw, session)
    track = session.track or (about.track if isinstance(about, Paper) else None)
    named = (("ws-room", session.room), ("ws-track", track))
    return [(name, value) for name, value in named if value]


def _marked(draw: Draw, name: str, value: str) -> list[nodes.Node]:
    return [draw.inline(name, *draw.title(value))]


def subject(draw: Draw, session: Session) -> Paper | Speaker | None:
    """Find the paper or speaker whose name is the session's title."""
    if len(session.papers) == 1:
        paper = draw.program.find(Paper, session.papers[0].paper)
        if paper is not None and paper.title == session.title:
            return paper
    if len(session.speakers) == 1:
        speaker = draw.program.find(Speaker, session.speakers[0])
        if speaker is not None and speaker.name == session.title:
            return speaker
    return None


def details(draw: Draw, session: Session) -> list[nodes.Node]:
    """Say what stands below the title."""
    about = subject(draw, session)
    parts: list[nodes.Node] = []
    if session.note:
        parts.append(draw.paragraph("ws-note", *draw.title(session.note)))
    parts += _people(draw, session, about)
    slots = [slot for slot in session.papers if not isinstance(about, Paper)]
    papers = [paper for slot in slots if (paper := draw.program.find(Paper, slot.paper))]
    if papers:
        boards = {slot.paper: slot.board for slot in slots}
        parts.append(draw.entries("ws-papers", papers, marks=False, boards=boards))
    if session.abstract:
        parts.append(draw.disclosure("ws-abstract", "Abstract", draw.prose(session.abstract)))
    # With neither a label nor another link, the calendar has the row for itself.
    own_row = session.url or not _labels(draw, session)
    return parts + draw.link_row(
        [("Join", session.url)], *(_calendar(draw, session) if own_row else [])
    )


def _calendar(draw: Draw, session: Session) -> list[nodes.Node]:
    """Offer to note what people come for; not a pause, nor each talk beside its session."""
    if session.parent or session.type == "break" or session.status == "cancelled":
        return []
    return [draw.calendar_link(f"ics/{session.id}.ics", session.title)]


def _people(draw: Draw, session: Session, about: Paper | Speaker | None) -> list[nodes.Node]:
    if isinstance(about, Speaker):
        words = [draw.title(about.affiliation)] if about.affiliation else []
    elif isinstance(about, Paper) and not session.speakers:
        words = [[draw.person(author.name)] for author in about.authors]
    else:
        words = [_speaker(draw, key) for key in session.speakers]
    found: list[nodes.Node] = (
        [draw.paragraph("ws-people", *draw.joined(words, ", "))] if words else []
    )
    chairs = [_speaker(draw, key) for key in session.chairs]
    if chairs:
        lead = draw.text("Chair: " if len(chairs) == 1 else "Chairs: ")
        found.append(draw.paragraph("ws-chairs", lead, *draw.joined(chairs, ", ")))
    return found


def _speaker(draw: Draw, key: str) -> list[nodes.Node]:
    speaker = draw.program.find(Speaker, key)
    if speaker is None:
        return [draw.person(key)]
    where = f" ({speaker.affiliation})" if speaker.affiliation else ""
    return [draw.record(speaker, draw.person(speaker.name)), draw.text(where)]


def render_paper(draw: Draw, paper: Paper, form: Options) -> nodes.Node:
    """Make the item of a paper in a session.

    :param form: ``boards``: id of a paper → its board, or None.
    """
    words: list[nodes.Node] = [draw.record(paper)]
    board = form["boards"].get(paper.id)
    if board:
        words.append(draw.board(board))
    names = draw.joined([[draw.person(author.name)] for author in paper.authors], ", ")
    return draw.item("", draw.paragraph("ws-title", *words), draw.paragraph("ws-authors", *names))
