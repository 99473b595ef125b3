"""Settings of the site; the facts are in _data, the extension in _ext."""

project = "Deep Generative Models and Downstream Applications"
author = "The workshop's organizers"
copyright = "2021, the workshop's organizers"
version = "2021"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinx_workshop"]
include_patterns = ["*.md", "program/**.md", "papers/**.md", "cfp/**.md"]
exclude_patterns = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
primary_domain = "workshop"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]

html_theme = "furo"
html_title = "DGMs & Applications 2021"
html_baseurl = "https://dgms-and-applications.github.io/2021/"
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#8a2b3c",
        "color-brand-content": "#8a2b3c",
        "color-brand-visited": "#6b3a6b",
    },
    "dark_css_variables": {
        "color-brand-primary": "#f0a3ae",
        "color-brand-content": "#f0a3ae",
        "color-brand-visited": "#d3a6d6",
    },
}
