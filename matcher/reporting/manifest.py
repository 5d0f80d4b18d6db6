"""``manifest.json``: what a run read, with what, and what it wrote, so that it can be repeated and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from matcher.ranking.ranking import Ranking
from matcher.reporting.json_text import json_pieces
from matcher.reporting.printable import printable
from matcher.runs.run_folder import RunFolder

__all__ = ["MANIFEST_SCHEMA", "inputs_of", "write_manifest"]

MANIFEST_SCHEMA: Final = 1


def inputs_of(ranking: Ranking) -> Iterator[dict[str, str]]:
    """Every file that was given: ``document``, ``sha256`` and ``status``, by name, one after another.

    >>> from matcher.core.ranking import Failure
    >>> from matcher.core.profile import RequirementProfile
    >>> role = RequirementProfile("x", "X", "", ())
    >>> list(inputs_of(Ranking(role, "2026-11-23", (), failures=(Failure("a.pdf", "corrupt", "damaged", "ab"),))))
    [{'document': 'a.pdf', 'sha256': 'ab', 'status': 'failed'}]
    """
    entries = [(c.assessment.document, c.assessment.sha256, "assessed") for c in ranking.candidates]
    entries += [(f.document, f.sha256, "needs review") for f in ranking.needs_review]
    entries += [(d.document, d.sha256, "duplicate") for d in ranking.duplicates]
    entries += [(f.document, f.sha256, "failed") for f in ranking.failures]
    below = iter(()) if ranking.tail is None else ((*file, "assessed") for file in ranking.tail.files())
    for document, digest, status in merge(sorted(entries), below):
        yield {"document": document, "sha256": digest, "status": status}


def write_manifest(
    ranking: Ranking,
    directory: Path,
    inputs: Iterable[Mapping[str, str]] | None = None,
    options: Mapping[str, Any] | None = None,
    outputs: Iterable[Path] | None = None,
    made_from: str = "",
) -> Path:
    """Write ``manifest.json`` next to the reports.

    It holds no time, no absolute path and no user's name, so that the same run gives the same bytes anywhere.

    Args:
        ranking: the run.
        directory: where the reports are.
        inputs: what was read (``document``, ``sha256``, ``status``); taken from the ranking when None.
        options: what the run was asked for, as plain data; of an absolute path only the last part is kept.
        outputs: the files that the run wrote; those reports that ``directory`` holds when None.
        made_from: the digest of :func:`matcher.reporting.unchanged.made_from`, by which a later run sees that the
            reports are still those that it would write.

    Returns:
        The manifest's path.

    Raises:
        UsageError: it cannot be written.
    """
    folder = RunFolder(directory)
    folder.make()
    manifest = {
        "schema": MANIFEST_SCHEMA,
        "matcher": ranking.versions.get("matcher", ""),
        "versions": dict(sorted(ranking.versions.items())),
        "profile": {
            "id": ranking.profile.id,
            "version": ranking.profile.version,
            "sha256": ranking.profile.sha256,
        },
        "as_of": ranking.as_of,
        "options": _without_places(dict(options or {})),
        "made_from": made_from,
        "stored_run": ranking.stored_run,
        "counts": ranking.counts,
        "inputs": inputs_of(ranking) if inputs is None else map(dict, inputs),
        "outputs": folder.outputs(outputs),
    }
    return folder.write(folder.manifest, json_pieces(manifest))


def _without_places(value: Any) -> Any:
    """Plain data in which absolute paths are cut to their last part; sets and mappings in a fixed order.

    >>> _without_places({"profile": "/home/ada/roles/backend.toml", "workers": 2})
    {'profile': 'backend.toml', 'workers': 2}
    """
    if isinstance(value, Path):
        value = str(value)
    if isinstance(value, str):
        if PurePosixPath(value).is_absolute() or value.startswith("~"):
            return PurePosixPath(value).name
        return PureWindowsPath(value).name if PureWindowsPath(value).is_absolute() else value
    if isinstance(value, Mapping):
        return {printable(str(key)): _without_places(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (set, frozenset)):
        return sorted(_without_places(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [_without_places(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
