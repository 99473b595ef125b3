"""``make live``: the site in a browser, built again at each edit.

sphinx-autobuild watches the files and serves the pages. It starts a new Sphinx for each edit, which
alone takes longer than an edit should; here one process is kept that has loaded everything.

The only part of the package that knows sphinx-autobuild.
"""
