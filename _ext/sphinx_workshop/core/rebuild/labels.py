"""Names of Sphinx's own pages, which a page of that name takes away with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["restore_labels"]


def restore_labels(app: Sphinx, env: BuildEnvironment) -> None:
    """Put back the names of the indices and of the search (``env-updated``).

    Sphinx forgets with a page all names that lead to it: ``genindex.md``, edited or deleted, leaves
    nothing that ``{ref}`genindex``` could mean.
    """
    standard = env.domains.standard_domain
    initial = standard.initial_data
    labels, anonymous = {**initial["labels"]}, {**initial["anonlabels"]}
    for domain in env.domains.sorted():
        for index in domain.indices:
            page = f"{domain.name}-{index.name}"
            labels[page], anonymous[page] = (page, "", index.localname), (page, "")
    for name, place in labels.items():
        standard.labels.setdefault(name, place)
    for name, named in anonymous.items():
        standard.anonlabels.setdefault(name, named)
