"""Read a user's own additions to the taxonomy: one TOML file that extends and overrides the shipped taxonomy.

::

    [skills]                    # new ones, as in the shipped files, each with its kind
    acme-db = { label = "Acme DB", kind = "database", aliases = ["AcmeDB"], implies = ["sql"] }

    [changes]                   # to shipped ones, by id: a value replaces the shipped one, add and remove edit lists
    postgresql = { add.aliases = ["PG"], remove.aliases = ["Postgress"] }
    kafka = { kind = "database", implies = [] }

The file is validated like the shipped ones; all problems are reported at once, each with file and line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from matcher.core.errors import ConfigurationProblem, TaxonomyError, UsageError
from matcher.core.skills import Skill, SkillsFile
from matcher.skills.spelling import fold_spelling
from matcher.skills.taxonomy import KINDS, LIST_KEYS, Taxonomy, TaxonomyReader

__all__ = ["differences", "extend", "read_skills_file"]

CHANGE_KEYS: Final = ("label", "kind", "sense", *LIST_KEYS, "add", "remove")
MAXIMUM_BYTES: Final = 4 * 1024**2
"""More than ten times the shipped taxonomy: a larger file was given by mistake."""


def read_skills_file(path: str | Path) -> SkillsFile:
    """Read a file of additions without parsing it.

    Args:
        path: the TOML file.

    Raises:
        UsageError: the file does not exist or cannot be read.

    >>> read_skills_file("no-such.toml")
    Traceback (most recent call last):
        ...
    matcher.core.errors.UsageError: no skills file 'no-such.toml': there is no such file
    """
    file = Path(path)
    try:
        if file.is_dir():
            reason = "it is a folder; give a TOML file"
        elif file.stat().st_size > MAXIMUM_BYTES:
            reason = f"it is larger than {MAXIMUM_BYTES // 1024**2} MiB; is it a skills file?"
        else:
            return SkillsFile(file.name, file.read_text("utf-8-sig"))
    except FileNotFoundError:
        reason = "there is no such file"
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or "unreadable")
    raise UsageError(f"no skills file {str(path)!r}: {reason}")


def extend(taxonomy: Taxonomy, file: SkillsFile) -> Taxonomy:
    r"""Return a taxonomy extended by a user's additions; the same object if it already has them.

    Args:
        taxonomy: the taxonomy to extend; it is not modified.
        file: the additions.

    Raises:
        TaxonomyError: with every problem found, each with file and line.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> own = extend(load_taxonomy(), SkillsFile("own.toml", '[changes]\npostgresql = { add.aliases = ["Elefant"] }'))
    >>> own.find("elefant").label, load_taxonomy().find("elefant")
    ('PostgreSQL', None)
    """
    if file in taxonomy.additions:
        return taxonomy
    reader = TaxonomyReader(dict(taxonomy.skills), dict(taxonomy.sources))
    import tomllib

    try:
        data = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise TaxonomyError(
            (ConfigurationProblem(file.name, int(line[1]) if line else 0, f"not valid TOML: {error}"),)
        ) from None
    _Additions(file, taxonomy, reader).apply(data)
    return reader.build(f"{taxonomy.version}+{file.sha256[:16]}", (*taxonomy.additions, file))


def differences(before: Taxonomy, after: Taxonomy) -> Iterator[tuple[str, Skill]]:
    """Yield "new" or "changed" and the skill as it is afterwards, in the order of the taxonomy."""
    for skill in after:
        if skill.id not in before:
            yield "new", skill
        elif skill != before[skill.id]:
            yield "changed", skill


class _Additions:
    """Add the entries of one file to a reader that holds the taxonomy."""

    def __init__(self, file: SkillsFile, taxonomy: Taxonomy, reader: TaxonomyReader) -> None:
        self.file = file
        self.taxonomy = taxonomy
        self.reader = reader
        self.lines = _lines(file.text)

    def problem(self, table: str, key: str, message: str) -> None:
        line = self.lines.get((table, key), 0)
        self.reader.problems.append(ConfigurationProblem(self.file.name, line, f"{key}: {message}" if key else message))

    def apply(self, data: Mapping[str, Any]) -> None:
        for key in sorted(data.keys() - {"skills", "changes"}):
            line = self.lines.get(("", key)) or self.lines.get((key, ""), 0)
            message = f"unknown table or key {key!r}; only [skills] and [changes] belong here"
            self.reader.problems.append(ConfigurationProblem(self.file.name, line, message))
        for table, add in (("skills", self._new), ("changes", self._change)):
            entries = data.get(table, {})
            if not isinstance(entries, dict):
                self.problem(table, "", f"{table} must be a table: [{table}]")
                continue
            for skill_id, entry in entries.items():
                if not isinstance(entry, dict):
                    self.problem(table, skill_id, 'expected a table such as { label = "Acme DB", kind = "database" }')
                    continue
                add(skill_id, entry)

    def _new(self, skill_id: str, entry: dict[str, Any]) -> None:
        if skill_id in self.taxonomy:
            self.problem("skills", skill_id, "exists already; put changes to it under [changes]")
            return
        kind = self._kind("skills", skill_id, entry.get("kind"))
        rest = {key: value for key, value in entry.items() if key != "kind"}
        self.reader.add_skill(self.file.name, self.lines.get(("skills", skill_id), 0), kind, skill_id, rest)

    def _change(self, skill_id: str, entry: dict[str, Any]) -> None:
        if skill_id not in self.taxonomy:
            near = self.taxonomy.find(skill_id)
            names = [near.id] if near else self.taxonomy.nearest(skill_id, 1)
            hint = f"; did you mean {names[0]!r}?" if names else "; new skills belong under [skills]"
            self.problem("changes", skill_id, f"there is no skill with this id{hint}")
            return
        for key in sorted(entry.keys() - set(CHANGE_KEYS)):
            self.problem("changes", skill_id, f"unknown key {key!r}; known: {', '.join(CHANGE_KEYS)}")
        skill = self.taxonomy[skill_id]
        kind = self._kind("changes", skill_id, entry.get("kind", skill.kind))
        changed: dict[str, Any] = {"label": entry.get("label", skill.label)}
        for key in LIST_KEYS:
            changed[key] = self._list(skill, key, entry)
        # The reader adds the label to the spellings, unless it is ambiguous.
        if fold_spelling(skill.label) in map(fold_spelling, skill.aliases) and isinstance(changed["aliases"], list):
            changed["aliases"] = [a for a in changed["aliases"] if a != changed["label"]]
        if "sense" in entry or changed["ambiguous"]:
            changed["sense"] = entry.get("sense", skill.sense)
        line = self.lines.get(("changes", skill_id), 0)
        self.reader.add_skill(self.file.name, line, kind, skill_id, changed, replace=True)

    def _kind(self, table: str, skill_id: str, kind: Any) -> str:
        if kind in KINDS:
            return str(kind)
        problem = "needs a kind" if kind is None else f"kind is {kind!r}"
        self.problem(table, skill_id, f"{problem}; it must be one of {', '.join(KINDS)}")
        return KINDS[0]  # so that the rest of the entry is checked as well

    def _list(self, skill: Skill, key: str, entry: Mapping[str, Any]) -> Any:
        """Return one of a skill's lists after replacing, removing and adding forms."""
        value = entry.get(key)
        if value is not None and not isinstance(value, list):
            return value  # the reader reports it
        forms: list[Any] = list(getattr(skill, key)) if value is None else list(value)
        removed = self._forms(skill.id, "remove", key, entry)
        present = {fold_spelling(str(f)) for f in forms}
        for form in removed:
            if fold_spelling(form) not in present:
                self.problem("changes", skill.id, f"remove.{key}: {form!r} {self._not_there(skill, key, form)}")
        forms = [f for f in forms if fold_spelling(str(f)) not in set(map(fold_spelling, removed))]
        present = {fold_spelling(str(f)) for f in forms}
        forms += [f for f in self._forms(skill.id, "add", key, entry) if fold_spelling(f) not in present]
        return forms

    def _forms(self, skill_id: str, action: str, key: str, entry: Mapping[str, Any]) -> list[str]:
        table = entry.get(action, {})
        if not isinstance(table, dict):
            if key == LIST_KEYS[0]:
                self.problem("changes", skill_id, f'{action} is written {action}.aliases = ["..."]')
            return []
        if key == LIST_KEYS[0]:
            for unknown in sorted(table.keys() - set(LIST_KEYS)):
                self.problem("changes", skill_id, f"unknown key {action}.{unknown}; known: {', '.join(LIST_KEYS)}")
        forms = table.get(key, [])
        if not isinstance(forms, list) or not all(isinstance(f, str) and f.strip() for f in forms):
            self.problem("changes", skill_id, f"{action}.{key} must be a list of non-empty strings")
            return []
        return forms

    def _not_there(self, skill: Skill, key: str, form: str) -> str:
        if key == "aliases" and self.taxonomy.forms.get(fold_spelling(form)) == skill.id:
            return "is derived by rule from another spelling; remove that one"
        near = difflib.get_close_matches(form, getattr(skill, key), n=1)
        return f"is not among its {key}" + (f"; did you mean {near[0]!r}?" if near else "")


def _lines(text: str) -> dict[tuple[str, str], int]:
    """Map (table, key) to its line number, for entries on one line and for tables such as [skills.acme-db]."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([\w-]+)\s*(?:\.\s*[\"']?([\w.+#-]+)[\"']?\s*)?(?:\.[^\]]*)?\]", line)
        entry = re.match(r"\s*[\"']?([\w+#-]+)[\"']?\s*[.=]", line)
        if header:
            table = header[1] if not header[2] else f"{header[1]}.{header[2]}"
            lines.setdefault((header[1], header[2] or ""), number)
        elif entry:
            lines.setdefault((table, entry[1]), number)
    return lines
