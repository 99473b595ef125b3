"""Settings of the site; the facts are in _data, the extension in _ext."""

project = "Deep Generative Models and Downstream Applications"
author = "The workshop's organizers"
copyright = "2021, the workshop's organizers"
version = "2021"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinx_workshop"]
include_patterns = ["*.md", "program/**.md", "papers/**.md", "cfp/**.md"]
# Folders too, as Sphinx looks through all others: .venv alone takes a third of a second.
exclude_patterns = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".*", "_*", "docs", "tests"]
primary_domain = "workshop"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]

html_theme = "furo"
html_title = "DGMs & Applications 2021"
html_baseurl = "https://dgms-and-applications.github.io/2021/"
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_css_files = ["workshop-site.css"]
# One accent, warm neutrals; all text passes 4.5:1 on the page and in the sidebar.
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#8a2b3c",
        "color-brand-content": "#8a2b3c",
        "color-brand-visited": "#6b3a6b",
        "color-foreground-primary": "#1d1b1a",
        "color-foreground-secondary": "#5a544f",
        "color-foreground-muted": "#6e6761",
        "color-foreground-border": "#8a827c",
        "color-background-primary": "#ffffff",
        "color-background-secondary": "#faf8f6",
        "color-background-hover": "#f3efeb",
        "color-background-border": "#e5dfda",
        "color-highlight-on-target": "#f8eff0",
        "color-sidebar-link-text--top-level": "var(--color-foreground-secondary)",
    },
    "dark_css_variables": {
        "color-brand-primary": "#e3a3a9",
        "color-brand-content": "#e3a3a9",
        "color-brand-visited": "#d3a6d6",
        "color-foreground-primary": "#e6e1dc",
        "color-foreground-secondary": "#b3aba4",
        "color-foreground-muted": "#9a928b",
        "color-foreground-border": "#77706a",
        "color-background-primary": "#161413",
        "color-background-secondary": "#1c1a18",
        "color-background-hover": "#272421",
        "color-background-border": "#38332f",
        "color-highlight-on-target": "#2b2022",
        "color-sidebar-link-text--top-level": "var(--color-foreground-secondary)",
    },
}
