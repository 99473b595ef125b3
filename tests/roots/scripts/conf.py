project = "Every script"
extensions = ["myst_parser", "sphinx_workshop"]
html_theme = "basic"
html_math_renderer = "mathml"
include_patterns = ["*.md"]
exclude_patterns = ["_build"]
primary_domain = "workshop"
workshop_booklet_font_paths = ["fonts"]  # the test puts a font with an emoji there
