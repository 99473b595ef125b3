"""When the items of long lists are made: before references are resolved."""

from __future__ import annotations

from sphinx.transforms.post_transforms import SphinxPostTransform

__all__ = ["ExpandEntries"]


class ExpandEntries(SphinxPostTransform):
    """Makes the items of the lists that the writer does not make itself."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Put a list that has its items in the place of each."""
        # Imported here: Sphinx wants to know of the transform before there is anything to draw.
        from sphinx_workshop.core.entries import expand_entries  # noqa: PLC0415

        expand_entries(self.env, self.document)
