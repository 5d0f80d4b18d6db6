"""Attach levels, years of use and remarks ("taught", "certified") to the mentions that they are about.

Ratings are found once in the complete text; each is then assigned to names. A rating before a list applies to the list
up to the end of its clause ("basic knowledge of Java, C# and Go"); a rating after a name applies to that name, or to
the names joined to it by slashes ("HTML/CSS (expert)").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from matcher.core.regex_prefilter import PrefixPattern
from matcher.core.skills import Level, Mention
from matcher.languages.detection import active_languages
from matcher.languages.word_lists import load_languages
from matcher.skills.claims.language_levels import Ratings, list_words_of, ratings_of
from matcher.skills.claims.levels import MARK, level_of_degree, level_of_lead, level_of_mark, lower_case
from matcher.skills.claims.rating_borders import (
    ASIDE,
    BEHIND,
    BRACKETED,
    DIRECTLY,
    FOR,
    GAP,
    ITEM_ENDS,
    ITEM_STARTS,
    LISTED,
    NEXT_ITEM,
    WRITTEN_LIKE_FRACTIONS,
)
from matcher.skills.claims.remarks import REACH, find_hints, find_remark

__all__ = ["rate"]

_UNKNOWN: Final = 4
"""Most other words between a rating and its first name, or between two names ("strong knowledge of relational databases
such as Oracle"). With more of them the rating is about something else. Rerun tests/skills/claims/test_proficiency.py
after touching it."""

_EXPERIENCE: Final = frozenset(
    word for key in ("experience", "beside_experience") for word in load_languages()[0].words("claims", key)
)
"""Words that may occur between "five years" and the name that they are about."""

_AGO: Final = re.compile(r"\s?(?:ago|old|later|earlier|before|after|previous|in a row|back)\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:not|no|never|hardly|without|n['’]t)\s(?:an?\s|yet\s|be\s|un\w*\s)?$", re.IGNORECASE)
_COLON: Final = re.compile(r"\s?[:：]\s{0,4}")


_MARKS: Final = PrefixPattern(MARK)

_LINE: Final = re.compile(r"[^\n]+")
_FAR: Final = "\0"
_MARGIN: Final = 120
"""Characters beside a rating within which its name stands, and its line begins and ends if it is alone there."""


def rate(text: str, mentions: Sequence[Mention], languages: Sequence[str] | None = None) -> tuple[Mention, ...]:
    """Add each claimed mention's level, years of use and remark, if the words around it state any.

    Args:
        text: the text that contains the mentions.
        mentions: all mentions of the text, in order; those that are not claimed or not visible stay unchanged.
        languages: codes of the languages that the text is in; None: those that it evidently is in.

    Returns:
        The same mentions, with ``level``, ``level_words``, ``years``, ``years_words`` and ``remark`` filled in.

    >>> text = "Basic knowledge of PHP and Perl; 5 years of Java. SQL (expert)"
    >>> names = ("PHP", "Perl", "Java", "SQL")
    >>> mentions = [Mention(name.lower(), name, text.index(name), text.index(name) + len(name)) for name in names]
    >>> [(m.surface_form, m.level, m.years) for m in rate(text, mentions)]
    [('PHP', 'basic', None), ('Perl', 'basic', None), ('Java', '', 5.0), ('SQL', 'expert', None)]
    """
    return _Rating(text, mentions, languages).rated()


class _Found(NamedTuple):
    """A rating, and the mentions that it is about: some indices, or the list that begins at an offset."""

    indices: tuple[int, ...]
    offset: int | None
    level: Level
    words: str


class _Rating:
    """The ratings of one text, by the index of the mention that each is about."""

    def __init__(self, text: str, mentions: Sequence[Mention], languages: Sequence[str] | None) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [m.start for m in mentions]
        self.low = lower_case(text)
        codes = active_languages(text) if languages is None else tuple(languages)
        self.ratings = [ratings_of(code) for code in codes]
        self.codes = codes
        self.hints = find_hints(self.low, codes)
        self.list_words = list_words_of(tuple(sorted(codes)))
        self.levels: dict[int, tuple[Level, str]] = {}
        self.years: dict[int, tuple[float, str]] = {}

    def rated(self) -> tuple[Mention, ...]:
        """Return the mentions with their ratings and remarks."""
        if not self.mentions:
            return ()
        for ratings in self.ratings:
            self._leads(ratings)
        for ratings in self.ratings:
            self._degrees(ratings)
            self._behind(ratings)
        self._marks()
        for ratings in self.ratings:
            self._periods(ratings)
        return tuple(
            self._with(n, m) if m.assertion == "claimed" and m.visible else m for n, m in enumerate(self.mentions)
        )

    def _with(self, n: int, m: Mention) -> Mention:
        level, level_words = self.levels.get(n, ("", ""))
        years, years_words = self.years.get(n, (None, ""))
        near = bisect_left(self.hints, m.start - REACH)
        hinted = near < len(self.hints) and self.hints[near] <= m.end + REACH
        remark = find_remark(self.text, m.start, m.end, self.codes) if hinted else ""
        if not (level or years or remark):
            return m
        # "Python 4/5": the 4 is not a version.
        version = "" if level_words.startswith(m.version) else m.version
        return replace(
            m, version=version, level=level, level_words=level_words, years=years, years_words=years_words,
            remark=remark,
        )  # fmt: skip

    # Ratings before the names

    def _leads(self, ratings: Ratings) -> None:
        found: list[_Found] = []
        for match in ratings.leads(self.low):
            before = self.text[max(0, match.start() - 16) : match.start()]
            if _NOT.search(before) or ratings.negated.search(before) or self._inside(match.start()):
                continue
            end = match.end()
            colon = _COLON.match(self.text, end)
            begin, words = colon.end() if colon else end, self._words(match.start(), match.end())
            found.append(_Found((), begin, level_of_lead(match), words))
        self._apply(found)

    def _apply(self, found: Sequence[_Found]) -> None:
        """Rate mentions by what was found, in order: a later rating replaces an earlier one."""
        levels: dict[int, tuple[Level, str]] = {}
        listed: set[int] = set()
        for indices, offset, level, words in reversed(found):
            for n in indices:
                levels.setdefault(n, (level, words))
            if offset is None:
                continue
            # The mentions in the list that begins there, up to the end of its clause. A list that runs into a later
            # one ends where that one does: so no mention is looked at twice.
            n = bisect_left(self.starts, offset)
            while n < len(self.mentions) and n not in listed:
                if not self._list_continues(offset, self.mentions[n].start, _UNKNOWN):
                    break
                listed.add(n)
                levels.setdefault(n, (level, words))
                offset = self.mentions[n].end
                n += 1
        self.levels |= levels

    def _list_continues(self, start: int, end: int, unknown: int) -> bool:
        """Return whether a list continues across the text between two names, or a rating and its first name."""
        if end - start > 90:
            return False
        gap = ASIDE.sub("", self.text[start:end])
        if not GAP.fullmatch(gap) or re.search(r"\n\s*\n|(?<![,&/\s])\s*\n\s*[A-Z•*-]|\t|[^\S\n]{3}|\.(?:\s|$)", gap):
            return False
        others = self.list_words.others(gap)
        return others is not None and others <= unknown

    # Ratings next to the names

    def _behind(self, ratings: Ratings) -> None:
        for match in ratings.behind(self.low):
            n = bisect_right(self.starts, match.start()) - 1
            if DIRECTLY.fullmatch(self._gap(n, match.start())):
                for k in (n, *self._listed_before(n)):
                    self.levels[k] = (level_of_degree(match), self._words(*match.span()))

    def _listed_before(self, n: int) -> Iterator[int]:
        """Yield the indices of the names that the n-th continues as a list: "JavaやPythonの基礎知識"."""
        while n and LISTED.fullmatch(self.text[self.mentions[n - 1].end : self.starts[n]]):
            n -= 1
            yield n

    def _degrees(self, ratings: Ratings) -> None:
        found: list[_Found] = []
        for match in ratings.degrees(self.low):
            start, end = match.span()
            if self._inside(start):
                continue
            level, words = level_of_degree(match), self._words(start, end)
            label = _COLON.match(self.text, end) if self.text[start].isupper() or self._begins_item(start) else None
            n = self._before(start, end)
            if n is not None:
                found.append(_Found((n, *self._joined_to(n, start)), None, level, words))
            elif label and not self._alone(start, end):
                found.append(_Found((), label.end(), level, words))
            elif self._alone(start, end):
                found.append(_Found(tuple(self._below(end)), None, level, words))
            elif self._begins_item(start) and level in ("basic", "intermediate"):
                # "Java, some Python"; but "advanced SQL" is a subject, and "expert Java" a figure of speech.
                after = bisect_left(self.starts, end)
                if after < len(self.mentions) and self.text[end : self.starts[after]] == " ":
                    found.append(_Found((after,), None, level, words))
        self._apply(found)

    def _before(self, start: int, end: int) -> int | None:
        """Return the index of the mention that a rating at ``text[start:end]`` follows, if it is about that mention."""
        n = bisect_right(self.starts, start) - 1
        if n < 0 or self.mentions[n].end > start or start - self.mentions[n].end > 42:
            return None
        mention = self.mentions[n]
        gap = self.text[mention.end : start]
        if BRACKETED.fullmatch(gap):
            return n if not re.search(r"[^\W\d_]{3,}", gap) or "," in gap else None
        behind = BEHIND.fullmatch(gap)
        if behind is None:
            return None
        ends = ITEM_ENDS.match(self.text, end)
        if behind["sign"] and ":" in behind["sign"]:
            return n if ends or NEXT_ITEM.match(self.text, end) else None
        if not ends or not self._item_began(n):
            return None
        if behind["line"]:
            return n if self._alone(start, end) and self._heads_column(mention.start) else None
        return n

    def _heads_column(self, start: int) -> bool:
        """Return whether a column of alternating names and ratings, up to the name at ``start``, begins with a name."""
        above = self.low[max(0, start - 600) : start].split("\n")
        if above.pop().strip():
            return False
        rated = False
        while above and (rated := self._is_degree(above[-1].strip())) and len(above) >= 2:
            if self._is_degree(above[-2].strip()) or not above[-2].strip():
                break
            del above[-2:]
            rated = False
        return not rated

    def _is_degree(self, words: str) -> bool:
        return any(ratings.is_degree(words) for ratings in self.ratings)

    def _item_began(self, n: int) -> bool:
        """Return whether the n-th mention, or the names joined to it by slashes, begin an item of a list or a line."""
        while n and re.fullmatch(r"\s?[/&]\s?", self.text[self.mentions[n - 1].end : self.starts[n]]):
            n -= 1
        return self._begins_item(self.starts[n])

    def _begins_item(self, offset: int) -> bool:
        return ITEM_STARTS.search(self.text[max(0, offset - 6) : offset] if offset else "") is not None

    def _joined_to(self, n: int, rating: int) -> Iterator[int]:
        """Yield the indices of mentions that share the n-th's rating: "HTML/CSS (expert)", "Rust, Java: some"."""
        colon = ":" in self.text[self.mentions[n].end : rating]
        joint = re.compile(r"\s?(?:[/&,]|and)\s?" if colon else r"\s?[/&]\s?")
        first = n
        while first and joint.fullmatch(self.text[self.mentions[first - 1].end : self.starts[first]]):
            first -= 1
        line = self.text[max(0, self.starts[first] - 3) : self.starts[first]]
        if colon and not (first == 0 or "\n" in line or line.endswith("  ") or self.starts[first] < 3):
            # In the middle of a line a comma may separate two ratings: "Go (expert), Java: basic".
            first = n
            while first and re.fullmatch(r"\s?[/&]\s?", self.text[self.mentions[first - 1].end : self.starts[first]]):
                first -= 1
        yield from range(first, n)

    def _alone(self, start: int, end: int) -> bool:
        """Return whether the words are alone on their line, apart from a bullet or a colon."""
        before, after = self.text[max(0, start - _MARGIN) : start], self.text[end : end + _MARGIN]
        if ("\n" not in before and start > _MARGIN) or "\n" not in after:
            return False
        return not before.rpartition("\n")[2].strip("•*-– \t") and not after.partition("\n")[0].strip(": \t")

    def _below(self, end: int) -> Iterator[int]:
        """Yield the indices of mentions under a label, one list or bullet per line, up to the next blank line."""
        previous, first = end, self.text.find("\n", end) + 2
        for line in _LINE.finditer(self.text, end):
            begin, finish = line.span()
            if begin - 2 >= max(previous, first):
                return
            previous = finish
            low, high = bisect_left(self.starts, begin), bisect_left(self.starts, finish)
            if not line[0].strip(": \t"):
                continue
            plain = line[0].strip("•*-–▪● \t")
            if self._is_degree(plain.rstrip(":").lower()) or ":" in plain or low == high or finish - begin > 120:
                return
            bounds = [begin, *(m.end for m in self.mentions[low:high])]
            if not all(
                self._list_continues(a, b.start, 2) for a, b in zip(bounds, self.mentions[low:high], strict=False)
            ):
                if not line[0].strip().startswith(("•", "*", "-", "–", "▪", "●")):
                    return
            yield from range(low, high)

    # Scales

    def _marks(self) -> None:
        marks = []
        for match in _MARKS.finditer(self.low):
            level = level_of_mark(match)
            n = self._marked(match) if level else None
            if n is not None:
                marks.append((n, match, level))
        scales = Counter(
            match["whole"]
            for n, match, _ in marks
            if match["whole"] and self.mentions[n].surface_form.casefold() not in WRITTEN_LIKE_FRACTIONS
        )
        for n, match, level in marks:
            doubtful = self.mentions[n].surface_form.casefold() in WRITTEN_LIKE_FRACTIONS
            if not match["whole"] or not doubtful or scales[match["whole"]] >= 2:
                for k in (n, *self._joined_to(n, match.start())):
                    self.levels[k] = (level, self._words(*match.span()))

    def _marked(self, match: re.Match[str]) -> int | None:
        """Return the index of the mention that a scale directly follows, as an item of a list or a line."""
        start, end = match.span()
        n = bisect_right(self.starts, start) - 1
        if not re.fullmatch(r"\s{0,40}(?:[-–—:(\[=|：（]\s{0,4})?", self._gap(n, start)):
            return None
        if match["filled"]:
            return n
        return n if self._item_began(n) and ITEM_ENDS.match(self.text, end) else None

    # Years

    def _periods(self, ratings: Ratings) -> None:
        for match in ratings.periods(self.low):
            start, end = match.span()
            if _AGO.match(self.text, end) or self._inside(start):
                continue
            if ratings.is_past(self.text[max(0, start - 16) : start], self.text[end : end + 24]):
                continue
            years, words = ratings.years(match), self._words(start, end)
            n = bisect_right(self.starts, start) - 1
            gap = self._gap(n, start)
            behind = BEHIND.fullmatch(gap)
            if gap != _FAR and (
                BRACKETED.fullmatch(gap)
                or FOR.fullmatch(gap)
                or ratings.since.fullmatch(gap)
                or ratings.is_experience(gap)
                or (behind and not behind["line"] and ITEM_ENDS.match(self.text, end) and self._item_began(n))
                or (behind and ratings.begins_experience(self.text[max(0, self.starts[n] - 40) : self.starts[n]]))
            ):
                for k in (n, *self._joined_to(n, start)):
                    self.years[k] = (years, words)
                continue
            self._assign_years(end, years, words, ratings)

    def _assign_years(self, offset: int, years: float, words: str, ratings: Ratings) -> None:
        """Assign the years to the names that follow: "5 years of Java and SQL"."""
        n = bisect_left(self.starts, offset)
        first = True
        while n < len(self.mentions) and self.starts[n] - offset < 70:
            gap = self.text[offset : self.starts[n]]
            if ratings.is_about(gap) if first else ratings.code != "en" and LISTED.fullmatch(gap):
                self.years[n] = (years, words)
                offset, first = self.mentions[n].end, False
                n += 1
                continue
            if not re.fullmatch(r"['’]?\s[\w\s'’&-]*" if first else r"[\w\s,/&()-]*", gap) or "\n\n" in gap:
                return
            between = re.findall(r"[^\W\d_][\w'’]*", gap.casefold())
            if any(word not in _EXPERIENCE for word in between):
                return
            self.years[n] = (years, words)
            offset, first = self.mentions[n].end, False
            n += 1

    def _gap(self, n: int, start: int) -> str:
        """Return the text between the n-th mention and an offset; :data:`_FAR` if there is none, or too much."""
        if n < 0 or start - self.mentions[n].end > _MARGIN:
            return _FAR
        return self.text[self.mentions[n].end : start]

    def _inside(self, offset: int) -> bool:
        """Return whether an offset is inside a name: the "Basic" of Visual Basic is not a rating."""
        n = bisect_right(self.starts, offset) - 1
        return n >= 0 and offset < self.mentions[n].end

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())
