"""Print a generated résumé with its truth, or write it as a file: python -m data.careers --grammar NAME --seed 1."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.careers.files import FORMATS, render
from data.careers.generate import GRAMMARS, generate
from data.careers.words import FOREIGN_LANGUAGES


def main() -> None:
    """Parse the command and print the résumé."""
    parser = argparse.ArgumentParser(prog="python -m data.careers", description=__doc__)
    parser.add_argument("--grammar", choices=GRAMMARS, metavar="NAME", help="without it, the grammars are listed")
    parser.add_argument("--language", choices=("en", *FOREIGN_LANGUAGES), help="default: drawn by the seed")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--output", type=Path, help="write the file instead of printing it, and print the truth only")
    parser.add_argument("--format", choices=FORMATS, default="txt", help="of the file; default: %(default)s")
    arguments = parser.parse_args()
    if not arguments.grammar:
        print("\n".join(GRAMMARS))
        return
    resume = generate(arguments.seed, arguments.grammar, arguments.language)
    if arguments.output:
        arguments.output.write_bytes(render(arguments.seed, arguments.grammar, arguments.format, arguments.language))
    elif arguments.format != "txt":
        parser.error(f"a {arguments.format} file cannot be printed; give --output")
    else:
        print(resume.text)
        print("=" * 80)
    print(f"{resume.person.name} {' '.join((*resume.person.emails, *resume.person.phones))}".strip())
    for entry in resume.entries:
        umbrella = " (umbrella)" if entry.umbrella else ""
        print(f"{entry.start:5}-{entry.end:<5} {entry.kind}{umbrella}: {entry.title!r} {entry.employer!r} "
              f"{entry.place!r} {entry.first}..{entry.last} {entry.dates!r}")  # fmt: skip


main()
