"""Set plans with Typst (``resume.typ``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from .plan import Plan

TEMPLATE = Path(__file__).resolve().parent / "resume.typ"


def pdf(plan: Plan, options: dict[str, Any]) -> bytes:
    """Return the plan as a PDF; ``options`` are those of ``resume.typ``."""
    pages = [
        [{"name": band.name, "columns": [[b.plain() for b in column] for column in band.columns]} for band in bands]
        for bands in plan.pages
    ]
    inputs = {
        "plan": json.dumps({"language": plan.language, "pages": pages}),
        "options": json.dumps(options),
    }
    return typst.compile(str(TEMPLATE), format="pdf", sys_inputs=inputs)
