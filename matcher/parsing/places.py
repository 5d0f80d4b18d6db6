"""Recognise names of places: cities and countries of the world, states of the USA, provinces of Canada.

The names are those of ``resources/places.txt``. Many are ordinary words or surnames too (Mobile, Reading, Jackson), so
callers check the words around a name as well: the code of a state ("Mobile, AL"), a country, a mail address on the same
line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from matcher.core.shipped_files import RESOURCES
from matcher.languages.word_lists import words as listed_words

__all__ = [
    "STATES",
    "fold_place",
    "is_city",
    "is_region",
    "multi_word_city_starts",
    "place_at_end",
    "place_at_start",
    "without_place_end",
]

_STATE_NAMES: Final = (
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma "
    "oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington "
    "west_virginia wisconsin wyoming district_of_columbia alberta british_columbia manitoba new_brunswick "
    "newfoundland nova_scotia ontario quebec saskatchewan england scotland wales northern_ireland bavaria bayern "
    "new_south_wales queensland victoria karnataka maharashtra tamil_nadu telangana gujarat kerala"
)
_COUNTRIES_TOO: Final = (
    "usa us u.s. u.s.a. united_states_of_america uk u.k. great_britain uae ksa russia south_korea korea czechia "
    "deutschland osterreich schweiz suisse svizzera espana italia polska nederland belgie belgique brasil mexico "
    "turkey turkiye vietnam ivory_coast россия украина беларусь"
)
_MORE_CITIES: Final = (
    "new_york nyc la sf tel_aviv munchen wien geneve roma milano torino napoli firenze praha warszawa lisboa kobenhavn "
    "nurnberg koln bruxelles bern saigon rishon_lezion rishon_letsiyon moskva москва санкт-петербург киев минск казань"
)
"""Names in the language of the place, and short ones, that the list does not have."""

STATES: Final = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE QC SK NSW VIC QLD WA SA TAS ACT".split()
)
"""Codes of states and provinces, as printed after a city and a comma."""

_LONGEST_NAME: Final = 5
"""Words of the longest names of cities that are looked up."""


def fold_place(name: str) -> str:
    """Fold a name for comparison: case, accents, hyphens and full stops do not matter.

    >>> fold_place("Tel-Aviv"), fold_place("St. Louis"), fold_place("Montréal")
    ('tel aviv', 'st louis', 'montreal')
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.casefold().replace("-", " ").replace(".", "").replace("’", "'").split())


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Load the names of cities and of regions and countries, some 7 ms, when a place is first looked for."""
    lines = (RESOURCES / "places.txt").read_text("utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    cities = {line for line in listed if not line.startswith("=")}
    cities.update(fold_place(name.replace("_", " ")) for name in _MORE_CITIES.split())
    cities.update(map(fold_place, listed_words("entries", "city")))
    regions = {line[1:] for line in listed if line.startswith("=")}
    regions.update(fold_place(name.replace("_", " ")) for name in (_STATE_NAMES + " " + _COUNTRIES_TOO).split())
    regions.update(map(fold_place, listed_words("entries", "country")))
    return frozenset(cities), frozenset(regions)


def is_city(name: str) -> bool:
    """Return whether a name is that of a known city.

    >>> is_city("São Paulo"), is_city("Python")
    (True, False)
    """
    return fold_place(name) in _names()[0]


def is_region(name: str) -> bool:
    """Return whether a name is that of a country, a state or a province, or the code of a state.

    >>> is_region("Israel"), is_region("TX"), is_region("tx")
    (True, True, False)
    """
    return name in STATES or fold_place(name) in _names()[1]


def place_at_end(words: str) -> str:
    """Return the longest known city that ends some words; empty if none does.

    >>> place_at_end("Senior Developer San Francisco"), place_at_end("Senior Developer")
    ('San Francisco', '')
    """
    parts = [match.span() for match in re.finditer(r"\S+", words)][-_LONGEST_NAME:]
    return next((words[start:] for start, _ in parts if is_city(words[start:])), "")


def place_at_start(words: str) -> str:
    """Return the longest known city that begins some words; empty if none does.

    >>> place_at_start("San Francisco Senior Developer"), place_at_start("Senior Developer")
    ('San Francisco', '')
    """
    ends = [match.end() for match in re.finditer(r"\S+", words)][:_LONGEST_NAME]
    return next((words[:end] for end in reversed(ends) if is_city(words[:end])), "")


def without_place_end(name: str) -> str:
    """Return a Chinese or Japanese name without the character that says what kind of place it is.

    >>> without_place_end("上海市"), without_place_end("上海"), without_place_end("市")
    ('上海', '上海', '市')
    """
    end = next((end for end in listed_words("entries", "place_end") if name.endswith(end)), "")
    return name[: -len(end)] if end and len(name) > len(end) else name


@cache
def multi_word_city_starts() -> frozenset[str]:
    """Return the first words of the cities whose names have several words, folded.

    >>> "san" in multi_word_city_starts(), "python" in multi_word_city_starts()
    (True, False)
    """
    return frozenset(name.partition(" ")[0] for name in _names()[0] if " " in name)
