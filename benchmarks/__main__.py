"""Run one benchmark and print its table. --help lists the benchmarks, NAME --help the arguments of one."""

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    ambiguity,
    cached,
    calibration,
    careers,
    cluster,
    dense,
    documents,
    drafting,
    extractors,
    fidelity,
    gaming,
    growth,
    hostile,
    languages,
    motif_growth,
    pages,
    parallel,
    quality,
    recognition,
    resume,
    scaling,
    sections,
    similarity,
    speed,
    stage_times,
    startup,
    tuning,
    visibility,
    yardstick,
)

Run = Callable[[argparse.Namespace], None]


def main() -> None:
    """Parse the command and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, text: str | None, run: Run) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    def on_corpus(name: str, text: str | None, run: Run) -> argparse.ArgumentParser:
        added = command(name, text, run)
        added.add_argument("corpus", type=Path, help="folder with dev/files, dev-labels.json and evaluate.py")
        return added

    def on_labels(name: str, text: str | None, run: Run) -> argparse.ArgumentParser:
        added = on_corpus(name, text, run)
        added.add_argument("--labels", type=Path, help="other labels in the format of dev-labels.json")
        added.add_argument("--files", type=Path, help="the files with these labels")
        return added

    side_by_side = command("parallel", parallel.__doc__, lambda a: parallel.main(a.profile, a.details, a.format))
    side_by_side.add_argument("--profile", default="backend-developer", help="name of a shipped profile")
    side_by_side.add_argument("--details", action="store_true", help="list what differs in each text")
    side_by_side.add_argument(
        "--format", choices=("txt", "docx", "pdf"), default="txt", help="of the files that are read"
    )
    on_corpus("documents", documents.__doc__, lambda a: documents.main(a.corpus))
    on_corpus("languages", languages.__doc__, lambda a: languages.main(a.corpus, a.parallel)).add_argument(
        "--parallel", type=Path, help="folder with a folder of texts for each language or style"
    )
    on_corpus("stages", stage_times.__doc__, lambda a: stage_times.main(a.corpus))
    grown = command("growth", f"{growth.__doc__} {motif_growth.__doc__}", _grow)
    grown.add_argument(
        "folder", nargs="*", type=Path, help="folders of real files, to make copies of; none: texts of one motif"
    )
    grown.add_argument("--counts", type=int, nargs="+", default=[1000, 100_000], help="number of files (%(default)s)")
    grown.add_argument("--kinds", nargs="+", default=[".txt"], help="extensions of the files to use (%(default)s)")
    grown.add_argument("--top", type=int, default=100, help="number of detailed candidates (%(default)s)")
    grown.add_argument("--texts", type=Path, help="folder of further texts, in pairs NAME_8k.txt and NAME_16k.txt")
    grown.add_argument(
        "--length", type=int, default=motif_growth.LENGTH, help="characters of the shorter text (%(default)s)"
    )
    grown.add_argument("--only", nargs="+", default=[], metavar="PART", help="parts of the names of motifs to measure")
    skilled = command("dense", dense.__doc__, lambda a: dense.main(a.counts, a.length))
    skilled.add_argument("--counts", type=int, nargs="+", default=[60, 1000], help="number of files (%(default)s)")
    skilled.add_argument("--length", type=int, default=83_000, help="characters of each (%(default)s)")
    fast = command("speed", speed.__doc__, lambda a: speed.main(a.folder, a.files, a.kinds, a.rounds, a.top))
    fast.add_argument("folder", nargs="+", type=Path, help="folders of real files, to make copies of")
    fast.add_argument("--files", type=int, default=200, help="number of files (%(default)s)")
    fast.add_argument("--kinds", nargs="+", default=[".pdf"], help="extensions of the files to use (%(default)s)")
    fast.add_argument("--rounds", type=int, default=3, help="runs of each row (%(default)s)")
    fast.add_argument("--top", type=int, default=100, help="number of detailed candidates (%(default)s)")
    on_labels("quality", quality.__doc__, lambda a: quality.main(a.corpus, a.labels, a.files))
    stopped = command("resume", resume.__doc__, lambda a: resume.main(a.folder, a.files, a.kills))
    stopped.add_argument("folder", nargs="+", type=Path, help="folders of real files, to make copies of")
    stopped.add_argument("--files", type=int, default=500, help="number of files (%(default)s)")
    stopped.add_argument("--kills", type=int, default=50, help="number of stops (%(default)s)")
    looked_up = command(
        "cached", cached.__doc__, lambda a: cached.main(a.folder, a.counts, a.top, a.stored_runs, a.scratch)
    )
    looked_up.add_argument("folder", nargs="+", type=Path, help="folders of real files")
    looked_up.add_argument(
        "--counts", nargs="*", type=int, default=[1000, 10_000], help="numbers of candidates (%(default)s)"
    )
    looked_up.add_argument("--top", type=int, default=100, help="number of detailed candidates (%(default)s)")
    looked_up.add_argument(
        "--stored-runs", nargs="+", type=int, default=[], help="numbers of candidates of stored runs without any files"
    )
    looked_up.add_argument("--scratch", type=Path, help="folder for temporary files; default: the system's")
    on_corpus("recognition", recognition.__doc__, lambda a: recognition.main(a.corpus))
    on_corpus("sections", sections.__doc__, lambda a: sections.main(a.corpus, a.verbose)).add_argument(
        "-v", "--verbose", action="store_true", help="list the errors"
    )
    on_corpus("drafting", drafting.__doc__, lambda a: drafting.main(a.corpus))
    on_labels("extractors", extractors.__doc__, lambda a: extractors.main(a.corpus, a.labels, a.files))
    on_labels("calibration", calibration.__doc__, lambda a: calibration.main(a.corpus, a.labels, a.files))
    on_labels("ambiguity", ambiguity.__doc__, lambda a: ambiguity.main(a.corpus, a.labels, a.files))
    on_labels("similarity", similarity.__doc__, lambda a: similarity.main(a.corpus, a.labels, a.files))
    on_labels("tuning", tuning.__doc__, lambda a: tuning.main(a.corpus, a.labels, a.files, a.trials)).add_argument(
        "--trials", type=int, default=0, help="trials for each number of labels (%(default)s)"
    )
    measured = command("yardstick", yardstick.__doc__, lambda a: yardstick.main(a.corpus, a.drawn))
    measured.add_argument("corpus", type=Path, help="folder with reference_resumes.jsonl.gz")
    measured.add_argument("--drawn", type=int, default=yardstick.DRAWN, help="number of résumés to draw (%(default)s)")
    command("startup", startup.__doc__, lambda a: startup.main(a.runs)).add_argument(
        "--runs", type=int, default=startup.RUNS, help="runs of each command (%(default)s)"
    )
    scaled = command("scaling", scaling.__doc__, lambda a: _scale(scaled, a))
    scaled.add_argument("stage", nargs="*", help=f"stages to measure, default all: {', '.join(scaling.HEADS)}")
    scaled.add_argument(
        "-n", type=int, default=scaling.N, help="length of the shorter text in characters (%(default)s)"
    )
    shown = command("pages", pages.__doc__, lambda a: pages.main(a.folder, a.cache))
    shown.add_argument("folder", nargs="+", type=Path, help="folders of HTML pages known to be honest")
    shown.add_argument("--cache", type=Path, help="file that keeps what Chromium showed, for the next run")
    command("visibility", visibility.__doc__, lambda a: visibility.main(a.folder)).add_argument(
        "folder", nargs="+", type=Path, help="folders of documents, best documents known to be honest"
    )
    survived = command("hostile", hostile.__doc__, lambda a: hostile.main(a.folders, a.workers))
    survived.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folder of hostile files")
    survived.add_argument("--workers", type=int, default=2, help="files processed at a time (%(default)s)")
    spread = command("cluster", cluster.__doc__, lambda a: cluster.main(a.folder, a.files, a.workers, a.runs))
    spread.add_argument("folder", type=Path, help="folder of texts")
    spread.add_argument("--files", type=int, default=cluster.N, help="texts to rank (%(default)s)")
    spread.add_argument("--workers", type=int, default=2, help="workers of the pool and of the cluster (%(default)s)")
    spread.add_argument("--runs", type=int, default=1, help="runs of each, alternating (%(default)s)")
    gamed = command("gaming", gaming.__doc__, lambda a: gaming.main(a.folder, a.verbose))
    gamed.add_argument(
        "folder", type=Path, help="folder of honest résumés and copies with tricks, described in a MANIFEST.csv"
    )
    gamed.add_argument("--verbose", action="store_true", help="list the gain of each visible trick")
    read = command(
        "careers",
        careers.__doc__,
        lambda a: careers.main(a.grammars, a.seeds, a.first_seed, a.formats, a.errors),
    )
    read.add_argument(
        "--grammars", nargs="+", default=[], choices=careers.GRAMMARS, metavar="NAME", help="default: all"
    )
    read.add_argument("--seeds", type=int, default=20, help="résumés of each grammar (%(default)s)")
    read.add_argument("--first-seed", type=int, default=100_000, help="seed of the first one (%(default)s)")
    read.add_argument("--formats", nargs="+", default=["txt"], choices=careers.FORMATS, help="default: txt")
    read.add_argument("--errors", type=int, default=0, help="mistakes to list of each grammar and format (%(default)s)")
    command("fidelity", fidelity.__doc__, lambda _: fidelity.main())
    arguments = parser.parse_args()
    arguments.run(arguments)


def _grow(arguments: argparse.Namespace) -> None:
    if arguments.folder:
        growth.main(arguments.folder, arguments.counts, arguments.kinds, arguments.top)
    else:
        motif_growth.main(arguments.texts, arguments.length, arguments.only)


def _scale(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    unknown = set(arguments.stage) - set(scaling.HEADS)
    if unknown:
        parser.error(f"no stage is called {sorted(unknown)[0]!r}; choose from {', '.join(scaling.HEADS)}")
    scaling.main(arguments.stage, arguments.n)


main()
