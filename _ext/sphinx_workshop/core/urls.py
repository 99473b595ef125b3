"""Addresses that may go into an output (RFC 3986, RFC 6068)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote as encode
from urllib.parse import urlsplit, urlunsplit

from sphinx_workshop.core.problems import quote

# An address that is right however it is read; most are of this form.
PLAIN_ADDRESS: Final = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w./?#=+,;~%&-]*)?", re.ASCII
)
_SCHEMES: Final = ("http", "https", "mailto")
_UNWANTED: Final = re.compile(
    r"[\s<>\"\\^`{|}\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
# What stands for itself in a path, a query or a fragment.
_KEPT: Final = "%/:=&?~+!$,;'@()*"
_HOST: Final = re.compile(r"[^\s@/?#\[\]]+|\[[0-9A-Fa-f:.]+\]")
_PORT: Final = re.compile(r":\d*$")
_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def check_url(text: str) -> str:
    """Accept an absolute http, https or mailto address.

    :returns: the address, unchanged.
    :raises ValueError: another scheme, user info, or characters that no address holds.
    """
    if PLAIN_ADDRESS.fullmatch(text):
        return text
    scheme, colon, rest = text.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) or "." in scheme:
        hint = f"https://{text[:60]}" if re.match(r"[\w-]+(\.[\w-]+)+", text) else "https://…"
        raise ValueError(f"{quote(text)} is not an address: write it with its scheme, {hint}")
    if scheme.lower() not in _SCHEMES:
        raise ValueError(
            f"{quote(scheme + ':')} addresses are not allowed: use http, https or mailto"
        )
    found = _UNWANTED.search(text)
    if found is not None:
        raise ValueError(f"an address cannot hold {found.group()!r}: write it percent-encoded")
    if scheme.lower() == "mailto":
        check_email(rest.partition("?")[0])
        return text
    return _check_web_address(text)


def _check_web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"{quote(text)} is not an address: {error}") from None
    if "@" in parts.netloc:
        raise ValueError("an address must not hold a user name or password")
    if not host or not _HOST.fullmatch(_PORT.sub("", parts.netloc)):
        raise ValueError(f"{quote(text)} names no host: write it as https://example.org/…")
    return text


def as_uri(url: str) -> str:
    """Write an address that was accepted in ASCII, for formats that take nothing else (RFC 3986).

    A host in other letters is written by IDNA, everything else percent-encoded.
    """
    if PLAIN_ADDRESS.fullmatch(url) and "%" not in url:
        return url
    parts = urlsplit(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", url))
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    rest = (encode(part, safe=_KEPT) for part in parts[2:])
    return urlunsplit((parts.scheme, host, *rest))


def check_email(text: str) -> str:
    """Accept one e-mail address (the addr-spec of RFC 5322 without quoting or comments).

    :returns: the address, unchanged.
    :raises ValueError: it is not one.
    """
    if not _EMAIL.fullmatch(text):
        raise ValueError(f"{quote(text)} is not an e-mail address: write name@example.org")
    return text


def check_doi(text: str) -> str:
    """Accept a DOI (ISO 26324) as ``10.1000/xyz`` or as its address.

    :returns: its ``https://doi.org/…`` address.
    :raises ValueError: it is neither.
    """
    name = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"10\.\d{4,9}/\S+", name):
        raise ValueError(f"{quote(text)} is not a DOI: write it as 10.1000/xyz")
    return check_url(f"https://doi.org/{name}")


def check_orcid(text: str) -> str:
    """Accept an ORCID iD (ISO 27729) bare or as its address, checksum included.

    :returns: the bare iD, ``0000-0002-1825-0097``.
    :raises ValueError: another form or a wrong check digit.
    """
    name = re.sub(r"^https?://orcid\.org/", "", text.strip())
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", name):
        raise ValueError(f"{quote(text)} is not an ORCID iD: write it as 0000-0002-1825-0097")
    total = 0
    for digit in name.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if name[-1] != ("X" if check == 10 else str(check)):
        raise ValueError(f"{quote(text)} is mistyped: its check digit is wrong")
    return name
