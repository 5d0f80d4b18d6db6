from __future__ import annotations

import pytest

from matcher.extraction.hyphenation import rejoin


@pytest.mark.parametrize(
    ("above", "below", "known", "expected"),
    [
        ("develop-", "ment of", (), ("development", "of")),
        ("develop\u00ad", "ment", (), ("development", "")),
        ("real-", "time systems", (), ("real-time", "systems")),
        ("real-", "time systems", ("realtime",), ("realtime", "systems")),
        ("back-", "ground", (), ("background", "")),
        ("state-of-the-", "art", (), ("state-of-the-art", "")),
        ("see github.com/ana-", "example now", (), ("see github.com/ana-example", "now")),
        ("micro-", "services,", (), ("microservices,", "")),
        ("Node-", "RED", (), None),
        ("2015 -", "today", (), None),
        ("- ", "x", (), None),
        ("C-", "like", (), ("C-like", "")),
        ("", "x", (), None),
        ("end", "x", (), None),
        ("pre-", "", (), None),
        ("pre-", "2015", (), None),
    ],
)
def test_rejoin(above, below, known, expected):
    assert rejoin(above, below, set(known)) == expected
