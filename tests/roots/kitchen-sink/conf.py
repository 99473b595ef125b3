"""Settings of the kitchen sink: every construct a page may hold. All data here is made up."""

project = "The Kitchen Sink Workshop (made up)"
author = "Nobody in Particular"
copyright = "2001, nobody"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_workshop.booklet"]
root_doc = "index"
html_theme = "alabaster"
html_baseurl = "https://workshop.example/2001/"
numfig = True
primary_domain = "py"
myst_enable_extensions = [
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "smartquotes",
    "replacements",
    "strikethrough",
    "tasklist",
]
suppress_warnings = ["myst.strikethrough"]
exclude_patterns = ["_build"]
nitpick_ignore = [
    ("c:identifier", "size_t"),
    ("cpp:identifier", "Sink"),
    ("envvar", "WORKSHOP_HOME"),
    ("token", "suite"),
]
