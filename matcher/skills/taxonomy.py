"""Load the taxonomy: the known skills, their spellings and their implications.

The files are TOML, one per kind, one skill per line::

    kind = "framework"

    [skills]
    django = { label = "Django", implies = ["python"] }
    spring = { label = "Spring", aliases = ["Spring Framework"], ambiguous = ["Spring"], sense = "word",
               confirm = ["MVC"], reject = ["spring semester"], implies = ["java"] }     # on one line in the file

Loading validates everything and reports all problems at once, each with file and line.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from matcher.core.build_cache import load_or_build
from matcher.core.errors import ConfigurationProblem, TaxonomyError
from matcher.core.fingerprint import fingerprint
from matcher.core.shipped_files import RESOURCES
from matcher.core.skills import Skill, SkillsFile
from matcher.skills.plain_toml import parse_plain_toml
from matcher.skills.spelling import fold_spelling, spelling_variants

__all__ = ["KINDS", "LIST_KEYS", "Taxonomy", "TaxonomyReader", "load_taxonomy", "parse_taxonomy"]

KINDS: Final = (
    "language",
    "framework",
    "database",
    "platform",
    "web-server",
    "message-broker",
    "cache",
    "search",
    "cloud",
    "container",
    "ci-cd",
    "operating-system",
    "api",
    "security",
    "observability",
    "testing",
    "version-control",
    "practice",
    "tool",
    "data-format",
    "cms",
)
"""Kinds in the order in which reports list them; roles are judged mainly by the first three."""

SENSES: Final = ("letter", "word", "name", "common")
"""How an ambiguous form is judged: a letter needs a list or a cue, a word its usual capitals and adjacent technologies,
a name a technical context; a common word or phrase (Cats, Combine, Web API) counts only near a ``confirm`` word."""
LIST_KEYS: Final = ("aliases", "ambiguous", "confirm", "reject", "implies")


_KEY: Final = re.compile(r'"?([\w.+#-]+)"?\s*=')
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All skills by id, and the surface forms that map to them.

    >>> taxonomy = load_taxonomy()
    >>> taxonomy["django"].kind
    'framework'
    >>> [skill.id for skill in taxonomy.implied("django")]
    ['python']
    """

    skills: Mapping[str, Skill]
    forms: Mapping[str, str]
    """Folded unambiguous surface form, derived variants included, to skill id."""
    ambiguous: Mapping[str, str]
    """Folded ambiguous surface form to skill id."""
    version: str = ""
    """Short hash of the files' contents."""
    sources: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Skill id to (file name, line)."""
    additions: tuple[SkillsFile, ...] = ()
    """The user's own files that extend it, in order (:mod:`matcher.skills.additions`)."""
    _implied: dict[str, tuple[Skill, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Results of :meth:`implied`, at most one per skill: a plain dictionary, so that a taxonomy can be pickled."""

    def __getitem__(self, skill_id: str) -> Skill:
        return self.skills[skill_id]

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in self.skills

    def __iter__(self) -> Iterator[Skill]:
        return iter(self.skills.values())

    def __len__(self) -> int:
        return len(self.skills)

    def implied(self, skill_id: str) -> tuple[Skill, ...]:
        """Return the skills that this one implies, directly and through others, nearest first."""
        implied = self._implied.get(skill_id)
        if implied is None:
            ids: dict[str, None] = {}
            queue = list(self.skills[skill_id].implies)
            while queue:
                current = queue.pop(0)
                if current not in ids:
                    ids[current] = None
                    queue.extend(self.skills[current].implies)
            implied = self._implied[skill_id] = tuple(self.skills[i] for i in ids)
        return implied

    def find(self, name: str) -> Skill | None:
        """Return the skill with this id, label or surface form, or None.

        >>> load_taxonomy().find("Postgres").label
        'PostgreSQL'
        """
        if name in self.skills:
            return self.skills[name]
        key = fold_spelling(name)
        skill_id = self.forms.get(key) or self.ambiguous.get(key)
        return self.skills[skill_id] if skill_id else None

    def nearest(self, name: str, count: int = 3) -> list[str]:
        """Return ids similar to ``name``, for messages."""
        return difflib.get_close_matches(fold_spelling(name), list(self.skills), n=count, cutoff=0.6)


@dataclass(slots=True)
class TaxonomyReader:
    """Collect skills and problems from several files, and build a taxonomy if there are no problems.

    >>> reader = TaxonomyReader()
    >>> reader.add_skill("own.toml", 3, "database", "acme-db", {"label": "Acme DB"})
    >>> reader.build("1").find("AcmeDB").kind
    'database'
    """

    skills: dict[str, Skill] = field(default_factory=dict)
    sources: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: list[ConfigurationProblem] = field(default_factory=list)

    def add_file(self, name: str, text: str) -> None:
        """Add the skills of one file, all of one kind."""
        data = parse_plain_toml(text)
        if data is None:
            import tomllib

            try:
                data = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                line = re.search(r"at line (\d+)", str(error))
                self.problems.append(
                    ConfigurationProblem(name, int(line[1]) if line else 0, f"not valid TOML: {error}")
                )
                return
        keys = ((number, _KEY.match(line)) for number, line in enumerate(text.split("\n"), 1))
        lines = {match[1]: number for number, match in keys if match}
        kind = data.get("kind")
        if kind not in KINDS:
            self.problems.append(
                ConfigurationProblem(name, 1, f"kind is {kind!r}; it must be one of {', '.join(KINDS)}")
            )
            return
        for key in data.keys() - {"kind", "skills"}:
            self.problems.append(
                ConfigurationProblem(name, 0, f"unknown table or key {key!r}; only kind and [skills] belong here")
            )
        for skill_id, entry in data.get("skills", {}).items():
            self.add_skill(name, lines.get(skill_id, 0), kind, skill_id, entry)

    def add_skill(self, name: str, line: int, kind: str, skill_id: str, entry: Any, *, replace: bool = False) -> None:
        """Add one skill.

        Args:
            name: the file that defines it.
            line: its line, from 1; 0 if unknown.
            kind: one of :data:`KINDS`.
            skill_id: its id.
            entry: its table in the file.
            replace: whether it replaces a skill with the same id.
        """

        def problem(message: str) -> None:
            self.problems.append(ConfigurationProblem(name, line, f"{skill_id}: {message}"))

        if not _ID.fullmatch(skill_id):
            problem("an id is lower-case letters, digits and single hyphens")
            return
        if not isinstance(entry, dict):
            problem('expected a table such as { label = "Django" }')
            return
        if skill_id in self.skills and not replace:
            other = self.sources[skill_id]
            problem(f"already defined in {other[0]}:{other[1]}")
            return
        label = entry.get("label")
        if not isinstance(label, str) or not label.strip():
            problem("needs a label")
            return
        unknown = entry.keys() - {"label", "sense", *LIST_KEYS}
        if unknown:
            problem(f"unknown key {', '.join(sorted(unknown))}; known: label, sense, {', '.join(LIST_KEYS)}")
        lists: dict[str, tuple[str, ...]] = {}
        for key in LIST_KEYS:
            value = entry.get(key, [])
            if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
                problem(f"{key} must be a list of non-empty strings")
                value = []
            lists[key] = tuple(value)
        sense = entry.get("sense", "")
        if lists["ambiguous"] and sense not in SENSES:
            problem(f"ambiguous forms need a sense, one of {', '.join(SENSES)}")
        if sense and not lists["ambiguous"]:
            problem("has a sense but no ambiguous form")
        doubtful = {fold_spelling(form) for form in lists["ambiguous"]}
        aliases = lists["aliases"] if fold_spelling(label) in doubtful else (label, *lists["aliases"])
        both = sorted({fold_spelling(a) for a in aliases} & doubtful)
        if both:
            problem(f"{', '.join(both)} is among both aliases and ambiguous")
        # A changed skill moves to the end, so that a conflict is reported for its new spellings, not for another skill.
        self.skills.pop(skill_id, None)
        self.skills[skill_id] = Skill(
            skill_id, label, kind, tuple(dict.fromkeys(aliases)), lists["ambiguous"], sense,
            lists["confirm"], lists["reject"], lists["implies"],
        )  # fmt: skip
        self.sources[skill_id] = (name, line)

    def problem_at(self, skill_id: str, message: str) -> None:
        """Record a problem at the line that defines a skill."""
        file, line = self.sources[skill_id]
        self.problems.append(ConfigurationProblem(file, line, f"{skill_id}: {message}"))

    def build(self, version: str, additions: tuple[SkillsFile, ...] = ()) -> Taxonomy:
        """Build the taxonomy of all added skills.

        Args:
            version: its version.
            additions: the user's files among those that were read.

        Raises:
            TaxonomyError: with every problem found so far and those between skills.
        """
        forms, ambiguous = _index(self)
        _check_implications(self)
        if self.problems:
            raise TaxonomyError(tuple(sorted(self.problems, key=lambda f: (f.file, f.line))))
        return Taxonomy(
            MappingProxyType(self.skills), MappingProxyType(forms), MappingProxyType(ambiguous),
            version, MappingProxyType(self.sources), additions,
        )  # fmt: skip


def _index(reader: TaxonomyReader) -> tuple[dict[str, str], dict[str, str]]:
    """Map surface forms to skill ids: written forms override derived ones; one form for two skills is a problem."""
    written: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for skill in reader.skills.values():
        for form, table in [*((a, written) for a in skill.aliases), *((a, doubtful) for a in skill.ambiguous)]:
            key = fold_spelling(form)
            owner = written.get(key) or doubtful.get(key)
            if owner and owner != skill.id:
                file, line = reader.sources[owner]
                reader.problem_at(skill.id, f"{form!r} already belongs to {owner} ({file}:{line})")
            elif not owner:
                table[key] = skill.id
    derived: dict[str, str] = {}
    contested: set[str] = set()
    for skill in reader.skills.values():
        for form in skill.aliases:
            for variant in spelling_variants(form)[1:]:
                if variant in written or variant in doubtful:
                    continue
                if derived.setdefault(variant, skill.id) != skill.id:
                    contested.add(variant)
    for variant in contested:
        del derived[variant]
    return {**derived, **written}, doubtful


def _check_implications(reader: TaxonomyReader) -> None:
    for skill in list(reader.skills.values()):
        for target in skill.implies:
            if target not in reader.skills:
                near = difflib.get_close_matches(target, list(reader.skills), n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                reader.problem_at(skill.id, f"implies unknown skill {target!r}{hint}")
    state: dict[str, int] = {}

    def visit(skill_id: str, path: tuple[str, ...]) -> None:
        if state.get(skill_id) == 2:
            return
        if skill_id in path:
            cycle = (*path[path.index(skill_id) :], skill_id)
            reader.problem_at(skill_id, f"implies itself: {' -> '.join(cycle)}")
            return
        for target in reader.skills[skill_id].implies:
            if target in reader.skills:
                visit(target, (*path, skill_id))
        state[skill_id] = 2

    for skill_id in reader.skills:
        visit(skill_id, ())


def parse_taxonomy(sources: Sequence[tuple[str, str]]) -> Taxonomy:
    r"""Build a taxonomy from file names and contents.

    Args:
        sources: (file name, TOML text) pairs; the names are used in messages.

    Raises:
        TaxonomyError: with every problem found, each with file and line.

    >>> parse_taxonomy([("language.toml", 'kind = "language"\n[skills]\ngo = { label = "Go", sense = "word" }')])
    Traceback (most recent call last):
        ...
    matcher.core.errors.TaxonomyError: 1 problem:
      language.toml:3: go: has a sense but no ambiguous form
    """
    reader = TaxonomyReader()
    for name, text in sources:
        reader.add_file(name, text)
    return reader.build(_version(sources))


def load_taxonomy(directory: Path | None = None) -> Taxonomy:
    """Load every ``.toml`` file of a folder, by default the taxonomy that matcher ships.

    Args:
        directory: folder of taxonomy files; None for the shipped ones (loaded once per process).

    Raises:
        TaxonomyError: with every problem found, each with file and line.

    >>> load_taxonomy().find("golang").label
    'Go'
    """
    if directory is None:
        return _shipped()
    return parse_taxonomy([(p.name, p.read_text("utf-8")) for p in sorted(directory.glob("*.toml"))])


@dataclass(frozen=True, slots=True)
class _CachedTaxonomy:
    """The parts of the shipped taxonomy that are cached on disk."""

    skills: list[Skill]
    forms: dict[str, str]
    ambiguous: dict[str, str]
    sources: dict[str, tuple[str, int]]


@cache
def _shipped() -> Taxonomy:
    folder = RESOURCES / "taxonomy"
    sources = [(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
    version = _version(sources)

    def read() -> _CachedTaxonomy:
        parsed = parse_taxonomy(sources)
        return _CachedTaxonomy([*parsed], dict(parsed.forms), dict(parsed.ambiguous), dict(parsed.sources))

    # A cached taxonomy is valid: one with a problem is never cached.
    inputs = f"{version} {fingerprint('skills.taxonomy')}".encode()
    cached = load_or_build("taxonomy", inputs, _CachedTaxonomy, read)
    return Taxonomy(
        MappingProxyType({skill.id: skill for skill in cached.skills}), MappingProxyType(cached.forms),
        MappingProxyType(cached.ambiguous), version, MappingProxyType(cached.sources),
    )  # fmt: skip


def _version(sources: Sequence[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for name, text in sources:
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:16]
