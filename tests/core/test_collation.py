"""The order of words: the Unicode Collation Algorithm."""

from __future__ import annotations

from itertools import groupby

import pytest

from sphinx_workshop.core.collation import collation_key, index_key, index_letter


@pytest.mark.parametrize(
    "ordered",
    [
        # From UTS #10: accents break ties only, then case; a whole word goes before a longer one.
        ["role", "Role", "rôle", "roles", "rule"],
        ["cote", "coté", "côte", "côté"],
        ["resume", "Resume", "résumé"],
        ["Ahn", "Łoś", "Øster", "Zhang", "Ωmega", "Ада", "א", "ا", "क", "ก", "가", "あ", "一"],
    ],
)
def test_words_are_in_the_order_of_the_algorithm(ordered: list[str]) -> None:
    backward = ordered[::-1]
    assert sorted(backward, key=collation_key) == ordered


def test_signs_around_and_inside_a_word_do_not_decide() -> None:
    words = ["“On Time”", "O’Neil", "Oakley", "Oneira", "On-Call"]
    assert sorted(words, key=index_key) == ["Oakley", "On-Call", "“On Time”", "O’Neil", "Oneira"]


def test_a_letter_heads_one_group_only() -> None:
    words = (
        "Ære Aal Åse Đak Dag Iz ız İz ßa Sa Łoś Los Ærø Þor Zoe 3D 2B Йод Иван Ёж Ел أحمد احمد "
        "เก กา แก ガ か が カ 꽃 곰 김 李 李明 李白 山 कुमार करण “Saal”"
    ).split()
    letters = [index_letter(word) for word in sorted(words, key=index_key)]
    heads = [letter for letter, _group in groupby(letters)]
    assert len(heads) == len(set(heads)), heads
