"""Find the place where the person of a résumé lives."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from matcher.languages.word_lists import words
from matcher.parsing.contacts import Contact
from matcher.parsing.name_and_title import LONG_LINE, NameWords, filled_lines, title_words, words_not_in_names
from matcher.parsing.places import STATES, is_city, is_region, place_at_end, place_at_start

__all__ = ["find_home_place"]


@cache
def _place_label() -> re.Pattern[str]:
    labels = sorted(words("headings", "place_label"), key=len, reverse=True)
    return re.compile(
        rf"(?:^|[\n|•·｜\t]|\s{{2}})[^\w\n]{{0,4}}(?:{'|'.join(map(re.escape, labels))})"
        r" ?】?[:：\t\u3000】][ \t\u3000]*"
        r"(?P<place>[^\n\t|•·｜]{2,80})",
        re.IGNORECASE,
    )


_REGION: Final = re.compile(
    r" ?(?P<region>[A-Z]{2,3}\b|[^\W\d_][\w.'’-]{2,20}(?: [^\W\d_][\w.'’-]{2,20}){0,2})(?P<code>,? \d{5}(?:-\d{4})?)?"
)
_CITY: Final = re.compile(r"(?:[^\W\d_][\w.'’-]{0,24} ){0,4}[^\W\d_][\w.'’-]{1,24}$")
_COMMA: Final = re.compile(r",")
_POSTCODE_CITY: Final = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{4,5} (?P<city>[^\W\d_][\w'’-]{2,24}(?:[ -][A-Z][\w'’-]{2,24})?)"
)


_AFTER_PLACE: Final = re.compile(r"\s{2,}|\s[-–—]\s|[;(；（]|\b(?:e-?mail|phone|tel|mobile)\b", re.IGNORECASE)


def _region_in(region: str) -> str:
    """Return the country or state that some words begin with."""
    words = region.split()
    return next((" ".join(words[:n]) for n in range(len(words), 0, -1) if is_region(" ".join(words[:n]))), "")


def _city_and_region(text: str, start: int, comma: int, end: int, name: NameWords | None, *, known: bool) -> str:
    """Return the place in two parts around a comma, if it is one.

    Args:
        text: the résumé's text.
        start: where its line or zone begins.
        comma: the comma's offset.
        end: where the zone ends.
        name: the person's name, which is no part of it.
        known: whether the city has to be a known one.
    """
    begin = max(start, comma - 80)
    if name is not None and begin < name.end <= comma:
        begin = name.end
    city, following = _CITY.search(text[begin:comma]), _REGION.match(text, comma + 1, end)
    if city is None or following is None:
        return ""
    words, region = city[0], following["region"]
    if is_region(words) and len(words) > 3 and not following["code"] and region not in STATES:
        return f"{words}, {region}" if is_city(region) or not known else ""
    if region not in STATES:
        region = _region_in(region)
    known_city = place_at_end(words) if region else ""
    words = known_city or ("" if known else _own_words(words))
    return f"{words}, {region}" if words and region else ""


def find_home_place(text: str, zones: list[tuple[int, int]], used: list[Contact], name: NameWords | None) -> str:
    """Return the place where the person lives, from the lines of their contact details."""
    for start, end in zones:
        label = _place_label().search(text, start, end)
        if label is not None:
            place = _AFTER_PLACE.split(label["place"])[0]
            place = re.sub(r"\S+@\S+", "", place).strip(" ,.-–")
            if re.search(r"[^\W\d_]{2}", place) and not _place_label().fullmatch(f"{place}: here"):
                return place
    for start, end in zones:
        commas = [m.start() for m in _COMMA.finditer(text, start, end)]
        for known in (True, False):
            for comma in commas:
                place = _city_and_region(text, start, comma, end, name, known=known)
                if place:
                    return place
        postcode = _POSTCODE_CITY.search(text, start, end)
        if postcode is not None and is_city(postcode["city"]):
            if not any(f.start < postcode.start() < f.end for f in used):
                return postcode[0]
    # What else a line with an address or a number holds: "Bergen" beside a mail address.
    for one in used:
        begin = text.rfind("\n", 0, one.start) + 1
        end = text.find("\n", one.end)
        line = text[begin : len(text) if end < 0 else end]
        if len(line) > LONG_LINE:
            place = place_at_start(text[one.end : one.end + 60].lstrip(" |,•"))
            if place:
                return place
            continue
        for piece in re.split(r"\t| {2,}|[|•·●✉☎⌖⚙/✦◆，、｜\u3000]|\s[-–—]\s|, ", line):
            piece = piece.strip(" ,.").removesuffix("在住").removeprefix("г. ")
            if piece and (is_city(piece) or is_region(piece)) and not (name and piece == name.text):
                return piece
        tail = place_at_end(line.strip(" ,.|•"))
        if tail and not (name and tail in name.text):
            return tail
    for start, end in zones:
        for a, b in filled_lines(text, start, end):
            piece = text[a:b].strip(" ,.|•·\t")
            if (is_city(piece) or is_region(piece)) and not (name and piece == name.text):
                return piece
    return ""


def _own_words(words: str) -> str:
    """Return the last words before a comma that can be a city's: at most three, with capitals, and none of a title."""
    kept: list[str] = []
    for word in reversed(words.split()[-3:]):
        folded = word.casefold().strip(".")
        if not word[:1].isupper() or folded in title_words() or folded in words_not_in_names():
            break
        if kept and word.isupper() and not kept[0].isupper():
            break  # "IPC SYSTEMS Ridgefield"
        kept.insert(0, word)
    return " ".join(kept[-2:])
