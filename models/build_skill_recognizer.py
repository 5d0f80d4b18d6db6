"""Build ``models/skill-recognizer``: the recogniser as a saved spaCy pipeline.

    python models/build_skill_recognizer.py [--output FOLDER]

Nothing is trained: the pipeline is spaCy's blank English tokenizer and the component ``skill_recognizer`` with its
settings. The taxonomy is not copied but comes with the installed matcher, so the two cannot diverge.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import matcher

HERE = Path(__file__).parent
CARD = "README.md"
META = {
    "name": "skill_recognizer",
    "version": "1.0.0",
    "description": "Finds languages, frameworks, databases and wider skills in English résumés",
    "license": "MIT",
    "requirements": ["matcher"],
    "spacy_version": ">=3.8.2,<4.0.0",
}
"""The range of spaCy versions is that of ``pyproject.toml``; spaCy itself would write only the installed version."""


def build(folder: Path) -> None:
    """Write the pipeline into a folder, after emptying it except for its model card."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != CARD:
            entry.unlink()
    nlp = matcher.recognizer()
    nlp.meta.update(META)
    nlp.to_disk(folder)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    del meta["spacy_git_version"]  # depends on the machine that built it
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=HERE / "skill-recognizer")
    build(parser.parse_args(arguments).output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
