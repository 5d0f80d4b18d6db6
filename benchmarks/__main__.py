"""``python -m benchmarks quality CORPUS | speed CORPUS | startup``: print one table each."""

import argparse
from pathlib import Path

from benchmarks import quality, speed, startup


def main() -> None:
    """Parse the command and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("quality", quality.__doc__), ("speed", speed.__doc__)):
        command = commands.add_parser(name, help=text)
        command.add_argument("corpus", type=Path, help="folder with dev/files, dev-labels.json and evaluate.py")
    commands.add_parser("startup", help=startup.__doc__)
    arguments = parser.parse_args()
    if arguments.command == "quality":
        quality.main(arguments.corpus)
    elif arguments.command == "speed":
        speed.main(arguments.corpus)
    else:
        startup.main()


main()
