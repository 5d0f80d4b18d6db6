"""Draw words from ``vocabulary/``: titles, employers, places, sentences with their slots filled."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from data.careers.model import Place

_FOLDER = Path(__file__).resolve().parent / "vocabulary"
_SLOT = re.compile(r"\{([a-z]+)\d?\}")

FOREIGN_LANGUAGES = tuple(sorted(path.stem for path in (_FOLDER / "foreign").glob("*.toml")))
"""The languages of ``vocabulary/foreign``."""
LANGUAGES = {"en": 90, "de": 4, "fr": 3, "es": 3}
"""Shares of the languages of the résumés where none is asked for, in percent."""
COUNTRIES = {"United States": 52, "India": 14, "United Kingdom": 8, "Canada": 5, "Germany": 4}
"""Shares of the countries of those in English; the rest lives anywhere."""
_STACKS = (
    "Java Java Python Python PHP .NET C# C++ JavaScript TypeScript React Angular Vue.js Node.js Go Golang Kotlin Ruby "
    "Scala Rust iOS Android SQL SAP Linux"
).split()
_IT_SHARE = 0.6
_NATIVE_TITLES = 0.93
"""Share of the titles of a foreign résumé in its own language."""


@cache
def table(name: str) -> dict[str, Any]:
    """Return a vocabulary of the folder.

    >>> "Developed" in table("duties")["verbs"]
    True
    """
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def _lines(name: str) -> tuple[str, ...]:
    rows = (_FOLDER / name).read_text("utf-8").splitlines()
    return tuple(row for row in rows if row and not row.startswith("#"))


@cache
def _cities(country: str) -> tuple[Place, ...]:
    places = tuple(Place(*row.split("\t")) for row in _lines("cities.tsv"))
    return tuple(place for place in places if not country or place.country == country)


@cache
def _patterns() -> tuple[list[str], list[int]]:
    patterns = table("employers")["patterns"]
    return list(patterns), list(patterns.values())


def weighted(rng: random.Random, weights: Mapping[str, float]) -> str:
    """Draw a key by its weight.

    >>> weighted(random.Random(1), {"a": 0, "b": 1})
    'b'
    """
    return rng.choices(list(weights), list(weights.values()))[0]


class Words:
    """A source of words for one résumé, in its language and mostly of its country.

    >>> words = Words(random.Random(4), "en")
    >>> words.fill("Moved to {tech} in {year}").startswith("Moved to ")
    True
    """

    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng = rng
        self.language = language
        self.foreign: dict[str, Any] = {} if language == "en" else table(f"foreign/{language}")
        shares = {**COUNTRIES, "": 100 - sum(COUNTRIES.values())}
        self.country = self.foreign.get("country") or weighted(rng, shares)
        self.technical = rng.random() < _IT_SHARE
        self.context: dict[str, str] = {}
        self.place_style = rng.choice(("region", "region", "region", "code", "code", "code", "country", "city", "full"))

    def pick(self, name: str, key: str) -> str:
        """Draw from a list of a vocabulary, in the language of the résumé where it has that list."""
        return str(self.rng.choice(self.foreign[key] if key in self.foreign else table(name)[key]))

    def listed(self, name: str, key: str) -> list[str]:
        """Return a list of a vocabulary, in the language of the résumé where it has that list."""
        return list(self.foreign[key] if key in self.foreign else table(name)[key])

    def phrase(self, group: str, key: str) -> str:
        """Draw from ``phrases.toml``."""
        return str(self.rng.choice(self.phrases(group, key)))

    def phrases(self, group: str, key: str) -> list[str]:
        """Return a list of ``phrases.toml``, or what the language of the résumé has in its place."""
        foreign = self.foreign.get(group, {})
        return list(foreign[key] if key in foreign else table("phrases")[group][key])

    def label(self, name: str, english: str = "") -> str:
        """Return the word before a field in the language of the résumé, unless that is English."""
        return str(self.rng.choice(self.foreign["labels"][name])) if self.foreign else english

    def joined(self, sentences: list[str], blank: str) -> str:
        """Return sentences or words of a list as one text; Chinese and Japanese need no blanks between sentences."""
        if "wide" not in self.foreign:
            return blank.join(sentences)
        if blank == " ":
            return "".join(sentence.rstrip(".。；") + "。" for sentence in sentences)
        return self.rng.choice(("、", "，" if self.language == "zh" else "／", blank)).join(sentences)

    def wide(self, text: str) -> str:
        """Return a text with the colons and brackets of Chinese and Japanese, in a résumé in these."""
        if "wide" not in self.foreign:
            return text
        return text.replace(": ", "：").replace(" (", "（").replace(")", "）")

    def upper_case(self, text: str) -> str:
        """Return a text in capitals, as its language writes them."""
        return (text.replace("i", "İ") if self.language == "tr" else text).upper()

    def duties(self) -> list[str]:
        """Return sentences on work of any trade."""
        return list(self.foreign["duties"] if self.foreign else table("duties")["other"])

    def fill(self, text: str, context: Mapping[str, str] | None = None) -> str:
        """Replace the slots of a text, from the context where it has them."""
        known = {**self.context, **(context or {})}
        if "{year2}" in text:
            first, second = sorted((self.year(), self.year()))
            text = text.replace("{year}", first).replace("{year2}", second)

        def value(match: re.Match[str]) -> str:
            name = match[1]
            return known[name] if name in known else str(getattr(self, name)())

        return _SLOT.sub(value, text)

    # One method for each slot.

    def tech(self) -> str:
        """Return a technology."""
        return self.pick("skills", "technologies")

    def stack(self) -> str:
        """Return a language or framework as it stands in a title."""
        return self.rng.choice(_STACKS)

    def noun(self) -> str:
        """Return a noun, capitalised."""
        return str(self.rng.choice(table("employers")["words"]["noun"]))

    def adjective(self) -> str:
        """Return an adjective, capitalised."""
        return str(self.rng.choice(table("employers")["words"]["adjective"]))

    def trade(self) -> str:
        """Return what an employer does, as in its name."""
        return str(self.rng.choice(table("employers")["words"]["trade"]))

    def sector(self) -> str:
        """Return a field of public administration."""
        return str(self.rng.choice(table("employers")["words"]["sector"]))

    def legal(self) -> str:
        """Return a legal form."""
        return str(self.rng.choice(table("employers")["words"]["legal"]))

    def domain(self) -> str:
        """Return the end of a web address."""
        return str(self.rng.choice(table("employers")["words"]["domain"]))

    def note(self) -> str:
        """Return an addition to the name of an employer."""
        return self.fill(self.rng.choice(table("employers")["words"]["note"]))

    def invented(self) -> str:
        """Return an invented name."""
        syllables = table("employers")["syllables"]
        middle = self.rng.choice(syllables["middle"]) if self.rng.random() < 0.45 else ""
        return f"{self.rng.choice(syllables['start'])}{middle}{self.rng.choice(syllables['end'])}"

    def own(self) -> str:
        """Return an invented name in the script of the résumé, of two parts."""
        return self._joined("own") if "own" in self.foreign else self.invented()

    def kana(self) -> str:
        """Return an invented name in katakana."""
        return self._joined("kana")

    def _joined(self, key: str) -> str:
        return f"{self.rng.choice(self.foreign[key]['start'])}{self.rng.choice(self.foreign[key]['end'])}"

    def initials(self) -> str:
        """Return two initials in the script of the résumé, as Russian employers have them: "А. В."."""
        return " ".join(f"{self.first()[0]}." for _ in range(2))

    def lower(self) -> str:
        """Return an invented name in lower case."""
        return self.invented().lower()

    def upper(self) -> str:
        """Return an invented name in upper case."""
        return self.invented().upper()

    def camel(self) -> str:
        """Return an invented name with a capital inside."""
        syllables = table("employers")["syllables"]
        second = self.rng.choice((self.noun(), self.rng.choice(syllables["end"]).capitalize(), "Soft", "Tech", "Pay"))
        return f"{self.rng.choice(syllables['start'])}{self.rng.choice(syllables['end'])}{second.replace(' ', '')}"

    def acronym(self) -> str:
        """Return two to five capitals."""
        return "".join(self.rng.choices("ABCDEFGHIKLMNOPRSTUVWX", k=self.rng.choice((2, 3, 3, 3, 4, 4, 5))))

    def initial(self) -> str:
        """Return a capital."""
        return self.rng.choice("ABCDEFGHJKLMNPRSTW")

    def number(self) -> str:
        """Return a number, as in the name of an employer."""
        return str(self.rng.choice((1, 3, 4, 7, 8, 9, 21, 24, 42, 99, 101, 180, 365, 1000)))

    def first(self) -> str:
        """Return a first name."""
        if self.foreign:
            return str(self.rng.choice(self.foreign["first"]))
        return self.rng.choice(_words("first"))

    def surname(self) -> str:
        """Return a family name."""
        if self.foreign:
            return str(self.rng.choice(self.foreign["last"]))
        return self.rng.choice(_words("last"))

    def person(self) -> str:
        """Return a full name."""
        if self.foreign:
            end = "_female" if "first_female" in self.foreign and self.rng.random() < 0.5 else ""
            first = self.rng.choice(self.foreign[f"first{end}"])
            last = self.rng.choice(self.foreign.get(f"last{end}", self.foreign["last"]))
            return str(self.rng.choice(self.foreign["person"])).format(first=first, last=last)
        return f"{self.first()} {self.surname()}"

    def city_place(self) -> Place:
        """Return a city, mostly of the person's country."""
        if self.foreign:
            city, region, *country = f"{self.rng.choice(self.foreign['cities'])}|".split("|")
            return Place(city, region, "", country[0] if country and country[0] else self.country)
        country = self.country if self.rng.random() < 0.85 else ""
        return self.rng.choice(_cities(country))

    def city(self) -> str:
        """Return the name of a city."""
        return self.city_place().city

    place = city

    def region(self) -> str:
        """Return a state or province."""
        return self.rng.choice(_cities("United States")).region or "California"

    def printed_place(self) -> str:
        """Return a place as the résumé prints it."""
        if self.rng.random() < 0.03 and not self.foreign:
            return self.rng.choice(("Remote", "Remote", "Remote, USA", "Home Office", "Worldwide", "Onsite"))
        place = self.city_place()
        if self.foreign:
            return self._native_place(place)
        style = self.place_style
        if style == "country" or (not place.region and style != "city"):
            pieces = [place.city, self._country(place)]
        elif style == "city":
            pieces = [place.city]
        elif style == "full":
            pieces = [place.city, place.code or place.region, self._country(place)]
        else:
            pieces = [place.city, place.code if style == "code" and place.code else place.region]
        return ", ".join(piece for piece in pieces if piece)

    def _native_place(self, place: Place) -> str:
        if self.rng.random() < 0.04:
            return str(self.rng.choice(self.foreign["remote"]))
        if "addresses" in self.foreign and self.place_style in ("code", "full"):
            return str(self.rng.choice(self.foreign["addresses"]))
        if "wide" in self.foreign:
            return place.city
        if place.region and self.place_style in ("region", "code", "full"):
            return f"{place.city} ({place.region})" if self.language == "it" else f"{place.city}, {place.region}"
        return f"{place.city}, {place.country}" if self.place_style == "country" else place.city

    def _country(self, place: Place) -> str:
        if place.country == "United States":
            return self.rng.choice(("USA", "US", "United States", "U.S.A."))
        if place.country == "United Kingdom":
            return self.rng.choice(("UK", "United Kingdom"))
        return place.country

    def employer(self) -> str:
        """Return the name of an employer."""
        if self.foreign:
            return self.fill(self.rng.choice(self.foreign["employers"]))
        return self.fill(self.rng.choices(*_patterns())[0])

    client = employer

    def school(self) -> str:
        """Return the name of a school."""
        return self.fill(self.pick("schools", "schools"))

    def degree(self) -> str:
        """Return a degree."""
        return self.fill(self.pick("schools", "degrees"))

    def field(self) -> str:
        """Return a field of study."""
        return self.pick("schools", "fields")

    def title(self) -> str:
        """Return a job title."""
        if self.foreign and self.rng.random() < _NATIVE_TITLES:
            return self.fill(self.rng.choice(self.foreign["titles"]))
        titles = table("titles")
        if self.rng.random() > (0.88 if self.technical else 0.2):
            title = self.rng.choice(_lines("trades.txt"))
            if self.rng.random() < 0.12:
                title = f"{self.rng.choice(('Senior', 'Sr.', 'Assistant', 'Lead', 'Junior'))} {title}"
        elif self.rng.random() < 0.5:
            title = self.rng.choice(titles["complete"])
        else:
            level = f"{self.rng.choice(titles['seniority'])} " if self.rng.random() < 0.4 else ""
            title = f"{level}{self.rng.choice(titles['technology'])} {self.rng.choice(titles['role'])}"
        chance = self.rng.random()
        if chance < 0.08:
            title += self.rng.choice(titles["suffix"])
        elif chance < 0.11:
            title += self.rng.choice(("/", "/ ", " / ", " & ", " and ")) + self.rng.choice(titles["complete"])
        return title.upper() if self.rng.random() < 0.04 else title

    def n(self) -> str:
        """Return a small number."""
        return str(self.rng.choice((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80)))

    def pct(self) -> str:
        """Return a percentage."""
        return str(self.rng.randrange(5, 95, 5))

    def big(self) -> str:
        """Return a large number."""
        return self.rng.choice(("1,200", "5,000", "10,000", "25,000", "100k", "300,000", "2 million", "1.5M", "50M"))

    def q(self) -> str:
        """Return a digit from 1 to 4."""
        return str(self.rng.randint(1, 4))

    def year(self) -> str:
        """Return a year of the career, or one near."""
        return str(self.rng.randint(1998, 2024))

    def years(self) -> str:
        """Return a number of years of experience."""
        return str(self.rng.randint(2, 20))

    def monthyear(self) -> str:
        """Return a month with its year."""
        months = "January February March April May June July August September October November December".split()
        months = self.foreign.get("months", months)
        return f"{self.rng.choice(months)} {self.year()}"


@cache
def _words(key: str) -> tuple[str, ...]:
    found = re.findall(r"Van Der \w+|\S+", table("names")[key])
    return tuple(found)
