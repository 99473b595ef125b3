"""A page for each paper, written from the program and not from a document.

Sphinx's way from a source file to a page costs ten times what the page itself does. Ours are made
when Sphinx asks for further pages (``html-collect-pages``), in the theme's own frame.
"""
