"""Print one table each.

``python -m benchmarks quality CORPUS | speed CORPUS | startup | scaling [STAGE ...] | visibility FOLDER ... |
hostile FOLDER ... | gaming FOLDER | fidelity | extractors CORPUS | recognition CORPUS |
calibration CORPUS | ambiguity CORPUS |
drafting CORPUS | tuning CORPUS``
"""

import argparse
from pathlib import Path

from benchmarks import (
    ambiguity,
    calibration,
    drafting,
    extractors,
    fidelity,
    gaming,
    hostile,
    quality,
    recognition,
    scaling,
    speed,
    startup,
    tuning,
    visibility,
)


def main() -> None:
    """Parse the command and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("quality", quality.__doc__),
        ("speed", speed.__doc__),
        ("recognition", recognition.__doc__),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("corpus", type=Path, help="folder with dev/files, dev-labels.json and evaluate.py")
    command = commands.add_parser("drafting", help=drafting.__doc__)
    command.add_argument("corpus", type=Path, help="folder with job_adverts.json and reference_resumes.jsonl.gz")
    command = commands.add_parser("startup", help=startup.__doc__)
    command.add_argument("--runs", type=int, default=startup.RUNS, help="runs of each command (%(default)s)")
    command = commands.add_parser("scaling", help=scaling.__doc__)
    command.add_argument("stage", nargs="*", help=f"only these of {', '.join(scaling.HEADS)}")
    command.add_argument("-n", type=int, default=scaling.N, help="characters of the shorter text (%(default)s)")
    command = commands.add_parser("visibility", help=visibility.__doc__)
    command.add_argument("folder", nargs="+", type=Path, help="documents, best such that are known to be honest")
    command = commands.add_parser("hostile", help=hostile.__doc__)
    command.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folder of hostile files")
    command.add_argument("--workers", type=int, default=2, help="files at a time (%(default)s)")
    command = commands.add_parser("gaming", help=gaming.__doc__)
    command.add_argument("folder", type=Path, help="honest résumés and copies with tricks, described in a MANIFEST.csv")
    command.add_argument("--verbose", action="store_true", help="list what each visible trick gains")
    commands.add_parser("fidelity", help=fidelity.__doc__)
    for name, text in (
        ("extractors", extractors.__doc__),
        ("calibration", calibration.__doc__),
        ("ambiguity", ambiguity.__doc__),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("corpus", type=Path, help="folder with dev/files, dev-labels.json and evaluate.py")
        command.add_argument("--labels", type=Path, help="other labels in the form of dev-labels.json")
        command.add_argument("--files", type=Path, help="the files that these labels are of")
    command = commands.add_parser("tuning", help=tuning.__doc__)
    command.add_argument("corpus", type=Path, help="folder with dev/files and dev-labels.json")
    command.add_argument("--labels", type=Path, help="labels of other résumés in the form of dev-labels.json")
    command.add_argument("--files", type=Path, help="the files that these labels are of")
    command.add_argument("--trials", type=int, default=0, help="trials of each number of labels (%(default)s)")
    arguments = parser.parse_args()
    if arguments.command == "quality":
        quality.main(arguments.corpus)
    elif arguments.command == "speed":
        speed.main(arguments.corpus)
    elif arguments.command == "extractors":
        extractors.main(arguments.corpus, arguments.labels, arguments.files)
    elif arguments.command == "calibration":
        calibration.main(arguments.corpus, arguments.labels, arguments.files)
    elif arguments.command == "ambiguity":
        ambiguity.main(arguments.corpus, arguments.labels, arguments.files)
    elif arguments.command == "drafting":
        drafting.main(arguments.corpus)
    elif arguments.command == "tuning":
        tuning.main(arguments.corpus, arguments.labels, arguments.files, arguments.trials)
    elif arguments.command == "recognition":
        recognition.main(arguments.corpus)
    elif arguments.command == "visibility":
        visibility.main(arguments.folder)
    elif arguments.command == "gaming":
        gaming.main(arguments.folder, arguments.verbose)
    elif arguments.command == "scaling":
        unknown = set(arguments.stage) - set(scaling.HEADS)
        if unknown:
            parser.error(f"no stage is called {sorted(unknown)[0]!r}; there are {', '.join(scaling.HEADS)}")
        scaling.main(arguments.stage, arguments.n)
    elif arguments.command == "fidelity":
        fidelity.main()
    elif arguments.command == "hostile":
        hostile.main(arguments.folders, arguments.workers)
    else:
        startup.main(arguments.runs)


main()
