"""Make the JSON Schema of ``ranking.json`` from the definitions in :mod:`matcher.reporting.schema`.

The schema ships as ``matcher/resources/ranking.schema.json``. After a change of the definitions write it anew with
``python -m matcher.reporting.json_schema > matcher/resources/ranking.schema.json``; a test holds the two together.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from typing import Any, Final

from matcher.core.shipped_files import RESOURCES
from matcher.reporting import schema

__all__ = ["SCHEMA_FILE", "ranking_schema", "schema_text"]

SCHEMA_FILE: Final = RESOURCES / "ranking.schema.json"


def ranking_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema, draft 2020-12), each field with its description.

    >>> ranking_schema()["$defs"]["ContributionSummary"]["properties"]["necessity"]["description"]
    '"must", "should" or "nice"; empty for a line that is not a requirement of the profile (TF-IDF).'
    """
    import msgspec

    made = msgspec.json.schema(schema.RankingSummary)
    for name, descriptions in _descriptions().items():
        properties = made["$defs"].get(name, {}).get("properties", {})
        for field, description in descriptions.items():
            if field in properties:
                # A reference stands alone in older drafts: its description goes around it.
                properties[field] = {"description": description, **properties[field]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ranking.json of matcher",
        **made,
    }


def schema_text() -> str:
    """Return the schema as the text that ships."""
    return json.dumps(ranking_schema(), indent=1, ensure_ascii=False) + "\n"


def _descriptions() -> dict[str, dict[str, str]]:
    """Return the text beneath each field of each definition."""
    found: dict[str, dict[str, str]] = {}
    for definition in ast.parse(inspect.getsource(schema)).body:
        if not isinstance(definition, ast.ClassDef):
            continue
        fields = found.setdefault(definition.name, {})
        field = ""
        for statement in definition.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                field = statement.target.id
            elif field and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                fields[field] = " ".join(str(statement.value.value).split())
                field = ""
    return found


if __name__ == "__main__":
    sys.stdout.write(schema_text())
