"""The pages that people write carry every fact of the original page that is not a record."""

import re
from itertools import pairwise

import pytest

from tests.content import original
from tests.content.original import PAGE, ROOT, data

PAGES = (
    "index.md",
    "about.md",
    "attend.md",
    "committee.md",
    "program/index.md",
    "program/speakers.md",
    "papers/index.md",
    "cfp/index.md",
    "cfp/dates.md",
)

# Page -> the original's wording, ours. The original's is checked as well, so that no row can be an
# invention.
FACTS = {
    "about.md": (
        ("variational autoencoders", "variational autoencoders"),
        ("generative adversarial networks", "generative adversarial networks"),
        ("normalizing flows", "normalizing flows"),
        ("energy based models", "energy-based models"),
        ("autoregressive models", "autoregressive models"),
        ("state-of-the-art results", "state of the art"),
        ("text, speech, images, music, molecules", "text, speech, images, music, molecules"),
        ("test log-likelihood", "test log-likelihood"),
        ("conditional data reconstruction error", "conditional data reconstruction error"),
        ("inception scores", "inception scores"),
        ("visual inspection", "visual inspection"),
        ("when no specific application is in mind", "when no particular application is in mind"),
        ("poor indicators", "poor indicators"),
        ("there is a gap", "There is a gap"),
        ("highly interactive format", "highly interactive format"),
        ("current frontiers", "current frontiers"),
        (
            "common language across diverse communities",
            "common language across diverse communities",
        ),
        ("new research problems", "new research problems"),
        ("relevant benchmark tasks", "relevant benchmark tasks"),
        ("invited talks, alongside contributed posters", "invited talks and contributed posters"),
        ("influential researchers", "influential researchers"),
        ("initiation of collaborations", "new collaborations"),
    ),
    "attend.md": (
        (
            "35th Annual Conference",
            "35th Annual Conference on Neural Information Processing Systems",
        ),
        ("Vancouver", "originally planned for Vancouver"),
        ("entirely virtually (online)", "entirely virtually (online)"),
        ("to register for the workshop", "Register for the workshop through"),
        ("up to 10 under-represented", "up to 10 under-represented participants"),
        ("via NeurIPS SSO login", "NeurIPS login (SSO)"),
    ),
    "cfp/index.md": (
        ("real-world problems with practical impact", "real-world problems with practical impact"),
        ("include but are not limited to", "include, but are not limited to"),
        (
            "address new problems and provide insights",
            "addresses a new problem and provides insights",
        ),
        ("progress on established problems", "progress on an established one"),
        ("novel ideas and ongoing projects", "Novel ideas and ongoing projects"),
        ("around 4 pages in length", "around 4 pages long"),
        ("no need to move material to an appendix", "need not move material to an appendix"),
        ("within 10 pages, not counting references", "within 10 pages, not counting references"),
        (
            "contributed talks or poster presentations",
            "contributed talks or as poster presentations",
        ),
        ("Extended abstracts should be submitted", "Submissions are extended abstracts"),
        ("by Sep 17, 2021", "first set to 17 September 2021"),
        ("Oct 3, 2021 23:59 Anywhere on earth", "3 October 2021, 23:59 Anywhere on Earth"),
        ("must be submitted through the Open Review", "must be submitted through OpenReview"),
        (
            "archival but do not constitute a proceedings",
            "archival but do not constitute proceedings",
        ),
        ("presented at the main NeurIPS conference", "presented at the main NeurIPS conference"),
        ("accepted for publication somewhere else", "accepted for publication somewhere else"),
        ("will not be accepted for presentation", "is not accepted for presentation"),
    ),
}


def read(page: str) -> str:
    """Return a page's text with runs of white space as one blank."""
    return " ".join((ROOT / page).read_text(encoding="utf-8").split())


def items(text: str) -> list[list[str]]:
    """Return the bullet lists of a Markdown text, each as its items."""
    blocks = re.findall(r"(?:^- .+\n?)+", text, re.MULTILINE)
    return [[re.sub(r"^- ", "", line).strip() for line in block.splitlines()] for block in blocks]


def source_list(first: str) -> list[str]:
    """Return the original list that begins with an item, with capitals and without "etc."."""
    (found,) = [block for block in items(PAGE) if block[0] == first]
    return [item[0].upper() + item[1:].removesuffix(".").removesuffix(", etc") for item in found]


@pytest.mark.parametrize(
    ("page", "theirs", "ours"), [(page, *pair) for page, pairs in FACTS.items() for pair in pairs]
)
def test_fact_is_on_its_page(page: str, theirs: str, ours: str) -> None:
    assert theirs in " ".join(PAGE.split())
    assert ours in read(page)


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [
        ("about.md", "Imputation and acquisition of missing data", 11),
        ("cfp/index.md", "imputation and acquisition of missing data", 10),
    ],
)
def test_list_of_applications(page: str, first: str, count: int) -> None:
    theirs = source_list(first)
    assert len(theirs) == count
    assert theirs in items((ROOT / page).read_text(encoding="utf-8"))


def test_families_of_methods_in_the_call() -> None:
    text = read("cfp/index.md").lower()
    sentence = "variational autoencoders, flows, autoregressive models, energy based models or gans"
    assert sentence in PAGE.lower()
    for family in re.split(r", | or ", sentence):
        assert family.replace("energy based", "energy-based") in text


def test_every_link_of_the_original_is_kept() -> None:
    targets = re.findall(r'(?:href="|\]\()([^")]+)', original.MENDED_PAGE)
    theirs = {link for link in targets if not link.startswith("#")}
    assert len(theirs) == 8
    files = [ROOT / page for page in PAGES] + sorted((ROOT / "_data").glob("*.yaml"))
    ours = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert theirs <= set(re.findall(r"(?:https?://|mailto:)[^\s)<>\"]+", ours))


@pytest.mark.parametrize("page", ["index.md", "attend.md", "program/index.md"])
def test_where_to_join_is_said(page: str) -> None:
    assert f"({original.TALKS_URL})" in read(page)
    assert f"({original.POSTERS_URL})" in read(page)


def test_the_call_links_style_files_and_submission() -> None:
    theirs = re.findall(r"https?://[^)]+", original.part("Submission Instructions"))
    assert len(theirs) == 2
    assert all(f"({link})" in read("cfp/index.md") for link in theirs)


def test_the_call_names_the_deadline_of_the_data() -> None:
    submission = next(one for one in data("dates") if one["id"] == "submission")
    day, clock = submission["when"].split()
    written = re.search(
        r"moved to (\d+ \w+ \d+), (\d\d:\d\d) Anywhere on Earth", read("cfp/index.md")
    )
    assert written
    assert (original.day(written[1], "%d %B %Y"), written[2]) == (day, clock)


def test_landing_page_is_titled_like_the_workshop() -> None:
    title = data("workshop")["title"]
    assert read("index.md").startswith(f"# {title} ```{{workshop}}")


def test_every_page_is_in_the_navigation() -> None:
    toctrees = re.findall(
        r"```\{toctree\}\n(.*?)```", (ROOT / "index.md").read_text(encoding="utf-8"), re.DOTALL
    )
    entries = [
        line
        for block in toctrees
        for line in block.splitlines()
        if line and not line.startswith(":")
    ]
    assert sorted(f"{entry}.md" for entry in entries) == sorted(set(PAGES) - {"index.md"})


@pytest.mark.parametrize("page", PAGES)
def test_headings_do_not_skip_and_there_is_no_html(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not re.search(r"<[a-zA-Z/!]", re.sub(r"\{\w+\}`[^`]+`", "", text))


def test_roles_name_records_that_exist() -> None:
    sessions = [session["id"] for day in data("schedule") for session in day["sessions"]]
    ids = {"session": sessions} | {
        kind: [record["id"] for record in data(f"{kind}s")] for kind in ("paper", "speaker")
    }
    used = re.findall(
        r"\{(session|paper|speaker)\}`(?:[^`<]*<)?([\w-]+)>?`", "".join(map(read, PAGES))
    )
    assert used
    assert all(id_ in ids[kind] for kind, id_ in used)
