"""Generic machinery: it imports no section, no export and no theme.

The modules that read data (``problems`` … ``program``) need neither Sphinx nor docutils, so that
``sphinx-workshop check`` and the exports start fast; ``config``, ``domain``, ``directive``,
``roles`` and ``nodes`` are the part that Sphinx sees.
"""
