"""Look up headings: which phrase opens which kind of section.

The phrases are those of all languages (``resources/languages``, table ``headings``). They are folded (case, accents,
"&") so that spellings agree, and looked up whole, without qualifiers ("relevant work experience"), by their parts and,
for headings of adjacent columns, one after the other. English headings may have a letter or two wrong
(:mod:`matcher.parsing.misspelt_headings`). :mod:`matcher.parsing.sections` decides whether a phrase is a heading where
it occurs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from matcher.core.regex_prefilter import PrefixPattern
from matcher.core.resume import SectionKind
from matcher.languages.word_lists import words, words_by_language
from matcher.languages.writing_systems import CJK
from matcher.parsing.misspelt_headings import Corrector

__all__ = ["HeadingTable", "fold_heading", "load_headings"]

_MOST_WORDS: Final = 9
_LONGEST_CJK: Final = 24
_COLUMNS: Final = 7
_FEWEST_SQUASHED: Final = 5

_IN_CJK: Final = re.compile(f"[{CJK}]")
_AND: Final = re.compile(r"&amp;|[&+]|\b(?:und|et|y|e|i|en|ve|oraz|и)\b")
_PARTS: Final = re.compile(r"\band\b|[/|,]")
_CJK_PARTS: Final = re.compile(r"\band\b|[/|,]|以及|[和与與及跟]|と")
_SCRIPTS: Final = re.compile(f"[{CJK}]+|[^{CJK}]+")
_REMARK: Final = re.compile(r"\s?[(（\[【].{0,40}$")
_YEARS_AFTER: Final = re.compile(
    r"\s?[-–—:：|]\s?\d{1,2}\+?\s?(?:jahre?|ans?|años?|anos?|ann[io]|jaar|lata?|лет|года?|yıl|年)(?!\w{2}).{0,20}$",
    re.IGNORECASE,
)
"""What stands behind a heading: "(selection)", "— 7 лет 5 месяцев"."""


@dataclass(frozen=True, slots=True)
class HeadingTable:
    """The headings of all languages, folded for lookup.

    >>> load_headings().kind_of("IT Skills & Tools"), load_headings().kind_of("Acme Ltd")
    ('skills', None)
    """

    kinds: dict[str, SectionKind]
    """Folded phrase, with blanks for slashes, to kind of section."""
    squashed: dict[str, SectionKind]
    """The same with all blanks removed, for letter-spaced headings."""
    before: frozenset[str]
    """Qualifiers before a phrase ("relevant")."""
    after: dict[str, tuple[str, ...]]
    """Qualifiers after a phrase, by their last words."""
    cjk_before: tuple[str, ...]
    """Qualifiers before a Chinese or Japanese phrase, without a blank."""
    cjk_after: tuple[str, ...]
    inline: frozenset[str]
    """Single words that also open a section whose content follows on the same line."""
    languages: frozenset[str]
    """Headings that mean spoken or programming languages; the text after them decides."""
    human: re.Pattern[str]
    """Names and levels of spoken languages."""
    strong: re.Pattern[str]
    """Phrases that occur in no sentence: in running text they need only a plausible beginning after them."""
    weak: re.Pattern[str]
    """Everyday words: in running text the words after them must look like the content of such a section."""
    bound_by: frozenset[str]
    """Words that form a phrase with a heading after them ("communication skills")."""
    stack_label: PrefixPattern
    """Label of the list of technologies of one job ("Environment:", "Technologies used -")."""
    corrector: Corrector
    """Corrects English headings."""

    def kind_of(self, phrase: str) -> SectionKind | None:
        """Return the kind of section that a phrase opens, or None if it is no heading.

        A phrase is looked up whole, then without qualifiers, then by its parts ("education and certifications"), then
        without a remark behind it ("work experience (selection)").

        Args:
            phrase: the phrase as printed, without decoration around it.

        Returns:
            The kind; of several parts the first one's. None if any part is unknown or there are more than nine words.

        >>> load_headings().kind_of("Education and Certifications"), load_headings().kind_of("教育背景 Education")
        ('education', 'education')
        """
        kind = self._kind_of(fold_heading(phrase))
        if kind is None and (remark := _REMARK.search(phrase) or _YEARS_AFTER.search(phrase)):
            kind = self._kind_of(fold_heading(phrase[: remark.start()]))
        return kind

    def kind_of_misspelt(self, phrase: str) -> SectionKind | None:
        """Return the kind of section that an English phrase opens with a letter or two of its long words corrected.

        Args:
            phrase: the phrase as printed, which :meth:`kind_of` does not know.

        >>> load_headings().kind_of_misspelt("Work Expirience"), load_headings().kind_of_misspelt("Experienced")
        ('experience', None)
        """
        if not phrase.isascii():
            return None
        corrected = self.corrector.corrected(fold_heading(phrase))
        return self._kind_of(corrected) if corrected else None

    def inline_kind(self, phrase: str) -> SectionKind | None:
        """Return the kind of a phrase before its content on the same line; single words must be listed for that.

        >>> load_headings().inline_kind("Skills"), load_headings().inline_kind("Project")
        ('skills', None)
        """
        folded = fold_heading(phrase)
        key = _key(folded)
        kind = self.kinds.get(key)
        if kind is None and _IN_CJK.search(key):
            kind = self._plain(folded)
        elif kind is None and " " in folded and phrase.isascii() and (fixed := self.corrector.corrected(folded)):
            kind = self.kinds.get(fixed)
        return kind if " " in folded or key in self.inline else None

    def kind_of_columns(self, phrase: str) -> SectionKind | None:
        """Return the kind for headings of adjacent columns that a converter put on one line ("EXPERIENCE SKILLS").

        The texts of the columns are mixed after such a line. Jobs matter most, so a heading of experience decides.

        Args:
            phrase: a whole line, without decoration around it.

        Returns:
            The kind; None unless the line consists of headings of at least two kinds.

        >>> load_headings().kind_of_columns("EDUCATION EXPERIENCE"), load_headings().kind_of_columns("EDUCATION")
        ('experience', None)
        """
        words = fold_heading(phrase).split()
        if len(words) > _COLUMNS:
            return None
        kinds: list[SectionKind] = []
        begin = 0
        while begin < len(words):
            for end in range(min(len(words), begin + 4), begin, -1):
                kind = self._plain(" ".join(words[begin:end]))
                if kind:
                    kinds.append(kind)
                    begin = end
                    break
            else:
                return None
        if len(set(kinds)) < 2:
            return None
        return "experience" if "experience" in kinds else kinds[0]

    def _kind_of(self, folded: str) -> SectionKind | None:
        """Return the kind of a folded phrase: whole, or by its parts."""
        if not folded or folded.count(" ") >= _MOST_WORDS:
            return None
        kind = self._plain(folded)
        if kind:
            return kind
        in_cjk = not folded.isascii() and _IN_CJK.search(folded) is not None
        if in_cjk and len(folded) > 2 * _LONGEST_CJK:
            return None
        parts = [p.strip() for p in (_CJK_PARTS if in_cjk else _PARTS).split(folded)]
        kinds = [self._plain(p) for p in parts if p]
        if in_cjk and not all(kinds):
            # In two languages: "工作经历 Work Experience".
            kinds = [self._plain(p) for run in _SCRIPTS.findall(folded) if (p := run.strip(" /|,"))]
        if len(kinds) < 2 or not all(kinds):
            return None
        # "Languages and technologies" are programming languages.
        if parts[0] in self.languages and "skills" in kinds:
            return "skills"
        return next((kind for kind in kinds if kind != "other"), kinds[0])

    def _plain(self, folded: str) -> SectionKind | None:
        """Return the kind of a single phrase with qualifiers around it."""
        phrase = _key(folded)
        if not phrase.isascii() and _IN_CJK.search(phrase):
            return self._plain_cjk(phrase)
        last = phrase.rpartition(" ")[2]
        for suffix in ("", *self.after.get(last, ())):
            if suffix and not phrase.endswith(" " + suffix):
                continue
            words = phrase.removesuffix(suffix).split()
            for skip in range(min(4, len(words))):
                if skip and words[skip - 1] not in self.before:
                    break
                kind = self.kinds.get(" ".join(words[skip:]))
                if kind:
                    return kind
        return None

    def _plain_cjk(self, phrase: str) -> SectionKind | None:
        """Return the kind of a Chinese or Japanese phrase with at most one qualifier on either side."""
        if len(phrase) > _LONGEST_CJK:
            return None
        kind = self.kinds.get(phrase)
        if kind:
            return kind
        ends = [len(phrase), *(len(phrase) - len(a) for a in self.cjk_after if phrase.endswith(a))]
        starts = [0, *(len(b) for b in self.cjk_before if phrase.startswith(b))]
        return next((k for s in starts for e in ends if s < e and (k := self.kinds.get(phrase[s:e]))), None)


def fold_heading(phrase: str) -> str:
    """Fold a heading so that its spellings agree: lower case, no accents, "and" for its signs and translations.

    Args:
        phrase: a heading as printed.

    Returns:
        Its words with single blanks between, none between Chinese or Japanese characters; slashes, bars and commas
        stay, since they separate parts.

    >>> fold_heading("Compétences & Outils:"), fold_heading("İŞ DENEYİMİ"), fold_heading("職 歴")
    ('competences and outils', 'is deneyimi', '職歴')
    """
    return _fold_lines(phrase.replace("\n", " ")).strip()


def _fold_lines(text: str) -> str:
    """Fold the phrases of several lines; blanks around each remain."""
    plain = text.casefold() if text.isascii() else _without_accents(text)
    folded = _NO_WORDS.sub(" ", _AND.sub(" and ", plain))
    return folded if folded.isascii() else _CJK_BLANK.sub("", folded)


def _fold_all(phrases: Iterable[str]) -> list[str]:
    """Fold many phrases, ten times as fast as one by one."""
    return [line.strip() for line in _fold_lines("\n".join(phrases)).split("\n")]


_NO_WORDS: Final = re.compile(r"[^\w/|,\n]+")
_CJK_BLANK: Final = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
_LETTERS: Final = str.maketrans("ıłøđ・、", "ilod//")
_ACCENT: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
"""Combining marks, without those of kana, which make another letter ("ガ")."""


def _without_accents(phrase: str) -> str:
    # Twice, since mathematical letters become capitals only when they are decomposed.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", phrase).casefold())
    return unicodedata.normalize("NFC", _ACCENT.sub("", plain)).translate(_LETTERS)


def _key(folded: str) -> str:
    """Return a folded phrase as :attr:`HeadingTable.kinds` has it."""
    phrase = " ".join(folded.replace("/", " ").replace(",", " ").replace("|", " ").split())
    return phrase if phrase.isascii() else _CJK_BLANK.sub("", phrase)


def _any_of(phrases: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for any of the phrases as whole words, the longest first."""
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    cjk = [p for p in longest_first if _IN_CJK.search(p)]
    whole = [p for p in longest_first if not _IN_CJK.search(p)]
    pattern = r"(?<![\w/&-])(?:" + "|".join(map(re.escape, whole)) + r")(?![\w/&-])"
    return re.compile("|".join([pattern, *map(re.escape, cjk)]), flags)


_CONJUNCTIONS: Final = "and|&|und|et|y|e|en|i|oraz|ve|и"


def _stack_label() -> PrefixPattern:
    """Return the pattern of the labels of the technologies of one job."""
    labels, after = words("headings", "stack"), words("headings", "stack_after")
    whole = "|".join(re.escape(label) for label in labels if not _IN_CJK.search(label))
    cjk = "|".join(re.escape(label) for label in labels if _IN_CJK.search(label))
    return PrefixPattern(
        re.compile(
            rf"(?:(?<!\w)(?:{whole})|{cjk})(?:\s(?:{_CONJUNCTIONS})\s\w{{1,20}})?"
            rf"(?:\s(?:{'|'.join(map(re.escape, after))}))?(?:\s?[:：】]|\s[-–—]|[–—])",
            re.IGNORECASE,
        )
    )


def _spellings(code: str, heading: str) -> Iterable[str]:
    """Yield a heading as the file has it and, in German, without umlauts ("Faehigkeiten")."""
    yield heading
    if code == "de" and re.search("[äöü]", heading):
        for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
            heading = heading.replace(umlaut, letters)
        yield heading


@cache
def load_headings() -> HeadingTable:
    """Fold the headings of all languages, once per process.

    Returns:
        The table, folded for lookup.
    """
    kinds: dict[str, SectionKind] = {}
    squashed: dict[str, SectionKind] = {}
    for kind in get_args(SectionKind):
        by_language = words_by_language("headings", kind)
        spellings = [spelling for code in by_language for h in by_language[code] for spelling in _spellings(code, h)]
        for key in map(_key, _fold_all(spellings)):
            kinds.setdefault(key, kind)
            if len(key) >= _FEWEST_SQUASHED:
                squashed.setdefault(key.replace(" ", ""), kind)
    before, after = (_fold_all(words("headings", key)) for key in ("before", "after"))
    cjk_after = tuple(w for w in after if _IN_CJK.search(w))
    by_last_word: dict[str, tuple[str, ...]] = {}
    for suffix in after:
        if suffix not in cjk_after:
            last = suffix.rpartition(" ")[2]
            by_last_word[last] = (*by_last_word.get(last, ()), suffix)
    english = (*get_args(SectionKind), "before", "after")
    right = _fold_all(phrase for key in english for phrase in words_by_language("headings", key)["en"])
    return HeadingTable(
        kinds=kinds,
        squashed=squashed,
        before=frozenset(w for w in before if not _IN_CJK.search(w)),
        after=by_last_word,
        cjk_before=tuple(w for w in before if _IN_CJK.search(w)),
        cjk_after=cjk_after,
        inline=frozenset(map(_key, _fold_all(words("headings", "inline")))),
        languages=frozenset(_fold_all(words("headings", "spoken_or_programming"))),
        human=_any_of(words("headings", "spoken"), re.IGNORECASE),
        strong=_any_of(words("headings", "running_strong")),
        weak=_any_of(words("headings", "running_weak")),
        bound_by=frozenset(words("headings", "bound_by")),
        stack_label=_stack_label(),
        corrector=Corrector(words("headings", "misspelt"), right, words("headings", "not_misspelt")),
    )
