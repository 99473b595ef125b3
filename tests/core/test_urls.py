"""Addresses that may be published, and those that may not."""

from __future__ import annotations

import pytest

from sphinx_workshop.core.urls import check_doi, check_email, check_orcid, check_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a/b.html?c=d&e=f#g",
        "HTTPS://EXAMPLE.ORG/",
        "https://example.org:8080/~me/(x)",
        "https://bücher.example/ü?q=ö",
        "https://[2001:db8::1]/",
        "https://openreview.net/group?id=NeurIPS.cc/2021/Workshop",
        "mailto:me@example.org",
        "mailto:me@example.org?subject=Hello%20you",
        "https://example.org/a%20b",
        "https://localhost/x",
    ],
)
def test_addresses_pass_unchanged(url: str) -> None:
    assert check_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org",
        "/path",
        "#anchor",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        " https://example.org",
        "https://example.org ",
        "https://example.org/\nx",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "https:",
        "https://",
        "https:///x",
        "https:example.org",
        "https://me:pw@example.org",
        "https://me@example.org",
        "https://example.org\\@evil.example",
        "https://example.org:99999/",
        "https://[::1/",
        "https://exa mple.org",
        "https://example.org/<b>",
        'https://example.org/"',
        "https://example.org/\u202egnp",
        "https://example.org/\u200b",
        "https://example.org/{x}",
        "mailto:",
        "mailto:me",
        "mailto:me@example.org,you@example.org",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|user name|scheme|'"):
        check_url(url)


def test_a_refused_address_says_what_to_write() -> None:
    with pytest.raises(ValueError, match=r"write it with its scheme, https://example\.org/a"):
        check_url("example.org/a")


@pytest.mark.parametrize("doi", ["10.1000/xyz", "https://doi.org/10.1000/xyz", "DOI: 10.1000/xyz"])
def test_a_doi_becomes_its_address(doi: str) -> None:
    assert check_doi(doi) == "https://doi.org/10.1000/xyz"


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1694-233X"])
def test_orcids(orcid: str) -> None:
    assert check_orcid(orcid) == orcid[-19:]


@pytest.mark.parametrize(
    "text", ["0000-0002-1825-0098", "0000-0002-1825", "", "0000-0002-1825-009X"]
)
def test_wrong_orcids(text: str) -> None:
    with pytest.raises(ValueError, match=r"ORCID|mistyped"):
        check_orcid(text)


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "a b@c.de", "a@b@c.de", "mailto:a@b.de", "a@b.de\n"]
)
def test_wrong_mail_addresses(text: str) -> None:
    with pytest.raises(ValueError, match=r"write name@example\.org"):
        check_email(text)
