"""Load and check requirement profiles, and list those that ship with matcher.

A profile is a TOML file that a hiring manager can read and change; ``resources/profiles/backend-developer.toml``
explains the format in its comments. All problems of a file are reported at once, each with its line.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from matcher.core.build_cache import load_or_build
from matcher.core.encoding import content_digest
from matcher.core.errors import ConfigurationProblem, ProfileError, UsageError
from matcher.core.fingerprint import fingerprint
from matcher.core.profile import FitBand, Requirement, RequirementProfile, Satisfier, TitleRelevance
from matcher.core.role_family import WORK_FAMILIES, WorkFamily
from matcher.core.shipped_files import RESOURCES
from matcher.core.skills import SkillsFile
from matcher.profiles.other_weights import with_other_weights
from matcher.profiles.phrases import phrase_problems
from matcher.skills.additions import extend, read_skills_file
from matcher.skills.taxonomy import Taxonomy

__all__ = ["load_profile", "parse_profile", "profile_source", "shipped_profiles"]

_PROFILE_KEYS: Final = {
    "id",
    "label",
    "version",
    "tfidf_weight",
    "text",
    "skills",
    "requirement",
    "title",
    "band",
    "worth_of_work",
}
_REQUIREMENT_KEYS: Final = {
    "id", "label", "weight", "necessity", "enough", "reason", "source", "meaning", "phrases", "any_of", "together",
}  # fmt: skip


def shipped_profiles() -> dict[str, str]:
    """Return the profiles that ship with matcher: id to TOML text.

    >>> sorted(shipped_profiles())
    ['backend-developer', 'data-engineer', 'devops-engineer', 'frontend-developer', 'full-stack-developer']
    """
    folder = RESOURCES / "profiles"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))}


def load_profile(name_or_file: str | Path, taxonomy: Taxonomy) -> RequirementProfile:
    """Load a shipped profile by name, or any profile by its file.

    Args:
        name_or_file: "backend-developer", or the path of a TOML file.
        taxonomy: the known technologies, to which the skills file that the profile names is added
            (``skills = "my-skills.toml"``, in the profile's folder).

    Raises:
        UsageError: there is no such profile or file.
        ProfileError: the file has problems; the error lists all of them.
        TaxonomyError: the skills file that it names has problems.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> load_profile("backend-developer", load_taxonomy()).label
    'Back-end developer'
    """
    name = str(name_or_file)
    shipped = shipped_profiles()
    if name not in shipped:
        return parse_profile(profile_source(name), Path(name).name, taxonomy, Path(name).parent)
    text = shipped[name]
    sources = f"{content_digest(text).hex()} {taxonomy.version} {fingerprint('profiles.loading')}".encode()
    return load_or_build(
        f"profile-{name}", sources, RequirementProfile, lambda: parse_profile(text, f"{name}.toml", taxonomy)
    )


def profile_source(name_or_file: str | Path) -> str:
    """Return the TOML text of a shipped profile, or of any profile by its file.

    Raises:
        UsageError: there is no such profile or file, or it cannot be read.

    >>> 'id = "backend-developer"' in profile_source("backend-developer")
    True
    """
    shipped = shipped_profiles()
    name = str(name_or_file)
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"{name} is a folder; give a profile's TOML file or one of: {', '.join(shipped)}")
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        similar = difflib.get_close_matches(name, shipped, n=1)
        hint = f" Did you mean {similar[0]!r}?" if similar else ""
        raise UsageError(
            f"no profile {name!r}: it is neither a file nor one of {', '.join(shipped)}.{hint} "
            "`matcher profile list` lists the shipped profiles."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or "unreadable")
        raise UsageError(f"cannot read profile {name!r}: {reason}") from None


def parse_profile(text: str, file: str, taxonomy: Taxonomy, folder: Path | None = None) -> RequirementProfile:
    """Parse a profile from its TOML text.

    Args:
        text: the TOML.
        file: name of the file, for messages.
        taxonomy: the known technologies.
        folder: folder of the skills file that the profile may name; None if there is no folder.

    Raises:
        ProfileError: it has problems; the error lists all of them, each with its line.
        TaxonomyError: the skills file that it names has problems.
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ProfileError(
            (ConfigurationProblem(file, int(line[1]) if line else 0, f"not valid TOML: {error}"),)
        ) from None
    if "based_on" in data:
        return with_other_weights(_base(data["based_on"], file, taxonomy, folder), data, text, file)
    return _Parser(text, file, taxonomy, folder).profile(data)


def _base(name: Any, file: str, taxonomy: Taxonomy, folder: Path | None) -> RequirementProfile:
    """Load the profile that another one is based on: a shipped one, or a file in that one's folder."""
    if name in shipped_profiles():
        return load_profile(name, taxonomy)
    path = None if folder is None or not isinstance(name, str) or not name else folder / name
    if path is None or not path.is_file() or "based_on" in _keys_of(path):
        message = f"based_on is {name!r}; it must be a shipped profile or the file of one, itself not based on another"
        raise ProfileError((ConfigurationProblem(file, 0, message),))
    return load_profile(path, taxonomy)


def _keys_of(path: Path) -> frozenset[str]:
    """Return the keys of a TOML file; none if it is not valid."""
    import tomllib

    try:
        return frozenset(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return frozenset()


class _Parser:
    """A parser of one profile: it makes a profile of the TOML data and collects the problems on the way."""

    def __init__(self, text: str, file: str, taxonomy: Taxonomy, folder: Path | None) -> None:
        self.text = text
        self.file = file
        self.taxonomy = taxonomy
        self.folder = folder
        self.problems: list[ConfigurationProblem] = []
        self.starts = [m.start() for m in re.finditer(r"(?m)^\s*\[\[\s*requirement\s*\]\]", text)]

    def problem(self, message: str, *, block: int | None = None, word: str = "") -> None:
        """Add a problem, with the line where ``word`` first occurs as a key or value in that requirement."""
        if block is None:
            begin, end = 0, self.starts[0] if self.starts else len(self.text)
        else:
            begin = self.starts[block] if block < len(self.starts) else 0
            end = self.starts[block + 1] if block + 1 < len(self.starts) else len(self.text)
        match = (
            re.compile(rf"(?<![\w-])[\"']?{re.escape(word)}[\"']?(?![\w-])").search(self.text, begin, end)
            if word
            else None
        )
        start = match.start() if match else begin
        start += len(self.text[start:]) - len(self.text[start:].lstrip())
        line = self.text.count("\n", 0, start) + 1
        self.problems.append(ConfigurationProblem(self.file, line if (match or block is not None) else 0, message))

    def profile(self, data: Mapping[str, Any]) -> RequirementProfile:
        for key in sorted(data.keys() - _PROFILE_KEYS):
            self.problem(f"unknown key {key!r}; known: {', '.join(sorted(_PROFILE_KEYS))}", word=key)
        label = self._string(data, "label", None)
        profile_id = self._string(data, "id", None)
        text = self._string(data, "text", None)
        tfidf = self._number(data, "tfidf_weight", None, low=0.0, high=100.0, default=0.0)
        skills = self._skills(data.get("skills"))
        entries = data.get("requirement", [])
        if not isinstance(entries, list) or not entries:
            self.problem("needs at least one [[requirement]]")
            entries = []
        requirements = [self._requirement(n, entry) for n, entry in enumerate(entries)]
        ids: set[str] = set()
        for n, requirement in enumerate(requirements):
            if requirement.id in ids:
                self.problem(f"requirement id {requirement.id!r} is used twice", block=n, word=requirement.id)
            ids.add(requirement.id)
        for n, requirement in enumerate(requirements):
            self._check_together(n, requirement, ids)
        if entries and not self.problems and sum(r.weight for r in requirements) <= 0:
            self.problem("all weights are 0: no candidate could earn a point")
        titles = self._titles(data.get("title", []))
        worth_of_work = self._worth_of_work(data.get("worth_of_work", {}))
        bands = self._bands(data.get("band", []))
        if self.problems:
            raise ProfileError(tuple(self.problems))
        return RequirementProfile(
            profile_id, label, " ".join(text.split()), tuple(requirements), tfidf, str(data.get("version", "1")),
            hashlib.sha256(self.text.encode()).hexdigest(), titles, bands, skills,
            worth_of_work,
        )  # fmt: skip

    def _skills(self, name: Any) -> SkillsFile | None:
        """Read the skills file that the profile names, and add its skills to the known ones."""
        if name is None:
            return None
        if not isinstance(name, str) or self.folder is None:
            self.problem(
                'skills must be the name of a TOML file in the profile\'s folder, such as "my-skills.toml"',
                word="skills",
            )
            return None
        try:
            file = read_skills_file(self.folder / name)
        except UsageError as error:
            self.problem(f"skills: {error}", word="skills")
            return None
        self.taxonomy = extend(self.taxonomy, file)
        return file

    def _titles(self, entries: Any) -> tuple[TitleRelevance, ...]:
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.problem("title must be tables: [[title]]", word="title")
            return ()
        titles = []
        for entry in entries:
            phrases, worth, reason = entry.get("phrases"), entry.get("worth"), entry.get("reason")
            if not isinstance(phrases, list) or not phrases or not all(isinstance(p, str) for p in phrases):
                self.problem("a [[title]] needs phrases, a list of strings", word="[[title]]")
                continue
            for message in (m for p in phrases for m in phrase_problems(p)):
                self.problem(message, word="[[title]]")
            if isinstance(worth, bool) or not isinstance(worth, int | float) or not 0 <= worth <= 1:
                self.problem(f"the worth of title {phrases[0]!r} is {worth!r}; it must be from 0 to 1", word=phrases[0])
                continue
            if not isinstance(reason, str) or not reason.strip():
                self.problem(f"title {phrases[0]!r} needs a reason", word=phrases[0])
            titles.append(TitleRelevance(tuple(phrases), float(worth), str(reason)))
        return tuple(titles)

    def _worth_of_work(self, table: Any) -> tuple[tuple[WorkFamily, float], ...]:
        """Read what work of each role family is worth, in the order of the families."""
        if not isinstance(table, dict):
            self.problem("worth_of_work must be a table of role families and worths", word="worth_of_work")
            return ()
        for family, worth in table.items():
            if family not in WORK_FAMILIES:
                similar = difflib.get_close_matches(family, WORK_FAMILIES, n=1)
                hint = f"; did you mean {similar[0]!r}?" if similar else f"; known: {', '.join(WORK_FAMILIES)}"
                self.problem(f"unknown role family {family!r} in worth_of_work{hint}", word=family)
            elif isinstance(worth, bool) or not isinstance(worth, int | float) or not 0 <= worth <= 1:
                self.problem(f"the worth of {family!r} work is {worth!r}; it must be from 0 to 1", word=family)
        known: list[WorkFamily] = [family for family in WORK_FAMILIES if family in table]
        return tuple((family, float(table[family])) for family in known) if not self.problems else ()

    def _bands(self, entries: Any) -> tuple[FitBand, ...]:
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.problem("band must be tables: [[band]]", word="band")
            return ()
        bands: list[FitBand] = []
        for entry in entries:
            label, least = self._string(entry, "label", None), entry.get("least")
            if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 100:
                self.problem(
                    f"the least score of band {label!r} is {least!r}; it must be from 0 to 100", word="[[band]]"
                )
                continue
            if bands and least >= bands[-1].least:
                message = f"band {label!r} begins at {least:g}, not below {bands[-1].label!r}; give the best band first"
                self.problem(message, word="[[band]]")
            every_must = entry.get("every_must", False)
            if not isinstance(every_must, bool):
                self.problem(
                    f"every_must of band {label!r} is {every_must!r}; it must be true or false", word="every_must"
                )
            bands.append(FitBand(label, float(least), str(entry.get("reason", "")), every_must is True))
        if bands and (bands[-1].least > 0 or bands[-1].every_must):
            self.problem(f"band {bands[-1].label!r}, the last, must begin at 0 and be open to all", word="[[band]]")
        return tuple(bands)

    def _requirement(self, n: int, entry: Mapping[str, Any]) -> Requirement:
        for key in sorted(entry.keys() - _REQUIREMENT_KEYS):
            similar = difflib.get_close_matches(key, _REQUIREMENT_KEYS, n=1)
            hint = f"; did you mean {similar[0]!r}?" if similar else f"; known: {', '.join(sorted(_REQUIREMENT_KEYS))}"
            self.problem(f"unknown key {key!r}{hint}", block=n, word=key)
        requirement_id = self._string(entry, "id", n)
        necessity = entry.get("necessity", "should")
        if necessity not in ("must", "should", "nice"):
            self.problem(f"necessity is {necessity!r}; it must be must, should or nice", block=n, word="necessity")
            necessity = "should"
        phrases = entry.get("phrases", [])
        if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
            self.problem("phrases must be a list of non-empty strings", block=n, word="phrases")
            phrases = []
        for phrase in phrases:
            for message in phrase_problems(phrase):
                self.problem(message, block=n, word=phrase)
        any_of = entry.get("any_of", {})
        if not isinstance(any_of, dict):
            self.problem('any_of must be a table of names and worths, such as "Python" = 1.0', block=n, word="any_of")
            any_of = {}
        together = entry.get("together", [])
        if not isinstance(together, list) or not all(isinstance(t, str) for t in together) or len(together) == 1:
            self.problem("together must be a list of at least two requirement ids", block=n, word="together")
            together = []
        meaning = entry.get("meaning", "")
        if not (any_of or phrases or meaning or together):
            self.problem("can never be met: it has neither any_of, phrases, meaning nor together", block=n)
        return Requirement(
            requirement_id,
            self._string(entry, "label", n),
            self._number(entry, "weight", n, low=0.0, high=1000.0),
            necessity,
            tuple(self._satisfiers(n, any_of)),
            tuple(phrases),
            " ".join(str(meaning).split()),
            self._string(entry, "reason", n),
            str(entry.get("source", "")),
            self._number(entry, "enough", n, low=0.1, high=10.0, default=1.0),
            tuple(together),
        )

    def _check_together(self, n: int, requirement: Requirement, ids: set[str]) -> None:
        for other in requirement.together:
            if other not in ids or other == requirement.id:
                similar = difflib.get_close_matches(other, ids - {requirement.id}, n=1)
                hint = f"; did you mean {similar[0]!r}?" if similar else ""
                self.problem(f"together names {other!r}, which is no other requirement{hint}", block=n, word=other)

    def _satisfiers(self, n: int, any_of: Mapping[str, Any]) -> list[Satisfier]:
        satisfiers: dict[str, Satisfier] = {}
        for name, worth in any_of.items():
            skill = self.taxonomy.find(name)
            if skill is None:
                similar = self.taxonomy.nearest(name, 1)
                hint = f"; did you mean {self.taxonomy[similar[0]].label!r}?" if similar else ""
                self.problem(f"unknown technology {name!r}{hint}", block=n, word=name)
                continue
            if not isinstance(worth, int | float) or isinstance(worth, bool) or not 0 < worth <= 1:
                self.problem(
                    f"the worth of {name!r} is {worth!r}; it must be above 0 and at most 1", block=n, word=name
                )
                continue
            if skill.id in satisfiers:
                self.problem(f"{name!r} is {skill.label}, which any_of holds already", block=n, word=name)
            satisfiers[skill.id] = Satisfier(skill.id, float(worth))
        return list(satisfiers.values())

    def _string(self, data: Mapping[str, Any], key: str, block: int | None) -> str:
        value = data.get(key)
        if isinstance(value, str) and value.strip():
            return value
        description = "is missing" if value is None else f"is {value!r}; it must be text"
        self.problem(f"{key} {description}", block=block, word=key)
        return ""

    def _number(
        self,
        data: Mapping[str, Any],
        key: str,
        block: int | None,
        *,
        low: float,
        high: float,
        default: float | None = None,
    ) -> float:
        value = data.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        description = "is missing" if value is None else f"is {value!r}; it must be a number from {low:g} to {high:g}"
        self.problem(f"{key} {description}", block=block, word=key)
        return 0.0
