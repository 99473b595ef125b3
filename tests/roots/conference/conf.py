"""Settings of a made-up large conference; tests/conference.py writes its data."""

project = "Conference on Made-up Things"
author = "Nobody in Particular"
copyright = "2031, nobody"
version = "2031"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_workshop"]
primary_domain = "workshop"
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
html_theme = "furo"
html_title = "CMT 2031"
html_math_renderer = "mathml"
html_copy_source = False
# For the names in many scripts; the booklet's own fonts have not got all of them.
latex_engine = "lualatex"
workshop_booklet = False
