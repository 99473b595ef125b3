"""Hostile texts, one family a line: what strangers may type into a submission form."""

from __future__ import annotations

from typing import Final

# Every one is a single line; none holds a dollar sign, which is markup in titles by design.
PAYLOADS: Final = {
    "html": "<b>bold</b> <img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "svg": "<svg onload=alert(1)><a href='javascript:alert(1)'>x</a></svg>",
    "comment": "<!-- x --> --> <!--",
    "cdata": "]]> <![CDATA[ x ]]>",
    "entity": "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp;",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "style": "</style><style>*{display:none}</style>",
    "doctype": "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "xml": "<?xml version='1.0'?><?php echo 1; ?>",
    "myst-role": "{raw}`x` {ref}`genindex` {speaker}`nobody`",
    "myst-directive": "```{raw} html",
    "colon-fence": ":::{include} /etc/passwd",
    "myst-target": "(target)= % comment +++ {.class #id}",
    "substitution": "{{ 7*7 }} {{ env.config }}",
    "jinja": "{% include 'x' %} {# y #} {%- raw -%}",
    "rst-role": ":ref:`genindex` ``literal`` |sub| `link <x>`_ word_",
    "rst-directive": ".. raw:: html",
    "footnote": "[^1] [#]_ [CIT2002]_",
    "latex": r"\textbf{x} \input{/etc/passwd} {\tt y} \end{document}",
    "latex-specials": r"100% & #1 _under_ ^hat ~tilde \\ {brace}",
    "typst": "#panic(1) #{1+1} @label <label> = heading *b* // c /* d */",
    "typst-string": 'quote " backslash \\ both \\" #("x")',
    "icalendar": r"END:VEVENT\nBEGIN:VALARM;X=1:\, a,b;c:d",
    "bibtex": "{Title}}, note = {x @article{y, author = {z",
    "csv": "=HYPERLINK(1) +1 -1 @SUM(A1)",
    "url": "javascript:alert(1) https://example.org/?a=1&b=2 www.example.org",
    "markdown-heading": "# heading",
    "quotes": "\"straight\" 'single' -- dashes --- ... (c)",
    "unicode": "Zoë Ωμέγα Привет שלום e\u0301 \u00ad\u200d",
    "blanks": "two  blanks   three",
    "shell": "`id` ; rm -rf / && echo !! | cat > x",
    "format": "%s %(x)s {0} {x!r} %n",
}
