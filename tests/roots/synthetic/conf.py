"""Settings of a made-up small workshop: every field of the data, every directive and role."""

project = "Workshop on Made-up Things"
author = "Nobody in Particular"
copyright = "2030, nobody"
version = "2030"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_workshop"]
primary_domain = "workshop"
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
html_theme = "basic"
html_math_renderer = "mathml"
# For the names in many scripts that the data hold.
latex_engine = "lualatex"
# The booklet has no glyphs for all of these scripts; a test of it leaves _data/scripts.yaml out.
workshop_booklet = False
# One portrait has no words of its own, to see that the name stands in.
suppress_warnings = ["workshop.alt"]
