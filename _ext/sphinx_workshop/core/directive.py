"""The directive that every section's directive is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.draw import Draw
from sphinx_workshop.core.section import Directive, Section
from sphinx_workshop.core.tracing import ALL, Tracing

logger = logging.getLogger(__name__)


class SectionDirective(SphinxDirective):
    """Shows a section of the program; takes options only."""

    section: ClassVar[Section]
    spec: ClassVar[Directive]
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Make the nodes; an option that chooses nothing is a warning at the page's line."""
        domain = workshop_domain(self.env)
        docname = self.env.current_document.docname
        whole = not any(name in self.options for name in (*self.spec.filters, "no-index"))
        parent = getattr(self.state_machine, "node", None)
        with _noting(domain, docname):
            # What there is one of, the workshop, has its say in whatever is shown.
            for section in domain.sections:
                if section.single:
                    domain.program.of_kind(section.kind)
            draw = Draw(
                domain,
                self.state.document,
                docname,
                section=self.section.name,
                in_section=isinstance(parent, nodes.section | nodes.document),
                whole=whole,
            )
            try:
                made = self.spec.render(draw, self.options)
            except ValueError as error:
                location = self.get_location()
                logger.warning(str(error), type="workshop", subtype="config", location=location)
                return []
        return [self._start(draw), *self._finish(made)]

    def _start(self, draw: Draw) -> nodes.Node:
        """Mark where the listing begins, for links to it."""
        name = self.section.name
        anchor, number = name, 2
        while anchor in self.state.document.ids:
            anchor, number = f"{name}-{number}", number + 1
        target = nodes.target("", "", ids=[anchor])
        self.state.document.set_id(target)
        workshop_domain(self.env).note_listing(draw.docname, name, anchor, whole=draw.whole)
        return target

    def _finish(self, made: list[nodes.Node]) -> list[nodes.Node]:
        for top in made:
            if isinstance(top, nodes.Element):
                # Record text is printed as it is: no curly quotes, no catalogue of translations.
                top["support_smartquotes"] = False
                for node in top.findall(nodes.Element):
                    self.set_source_info(node)
                    if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
                        node["translatable"] = False
        return made


@contextmanager
def _noting(domain: WorkshopDomain, docname: str) -> Iterator[None]:
    """Note what is asked of the program: the page is read again when an answer changes."""
    whole, asked = domain.program, domain.asked.setdefault(docname, {})
    domain.program = Tracing(whole, asked)
    try:
        yield
    finally:
        domain.program = whole
        if ALL in asked:
            asked.clear()
            asked[ALL] = None


def make_directive(section: Section) -> type[SectionDirective]:
    """Make the directive class of a section that has one."""
    assert section.directive is not None
    options: dict[str, Callable[[str], Any]] = {
        **section.directive.options,
        "no-index": directives.flag,
    }
    name = f"{section.name.capitalize()}Directive"
    made = {"section": section, "spec": section.directive, "option_spec": options}
    return type(name, (SectionDirective,), made)
