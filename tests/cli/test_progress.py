"""Progress is right, and never contains a name."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from matcher.cli import progress as module
from matcher.cli.progress import Progress, show_progress


class Clock:
    now = 100.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module.time, "monotonic", lambda: clock.now)
    return clock


def do(progress: Progress, count: int, *, total: int, known: int = 0, step: Callable[[], None] = lambda: None) -> None:
    """Do ``count`` more files of equal size; the first ``known`` of the run are from the cache."""
    for _ in range(count):
        step()
        count = progress.count + 1
        progress.advance(count / total, min(count, known) / total)
        progress.done("Ada Example.pdf")


def one_second(clock: Clock) -> Callable[[], None]:
    def step() -> None:
        clock.now += 1.0

    return step


def quiet() -> Progress:
    return Progress(lambda _: None, lambda: None, lambda _: None)


def test_the_line_contains_rate_and_time_left(clock: Clock) -> None:
    progress = quiet()
    progress.start(400)
    assert progress.line() == "0 of 400 files"
    do(progress, 40, total=400, step=one_second(clock))
    progress.failed("Ada Example.pdf")
    assert progress.line() == "40 of 400 files, 1.0 per second, 6 min left, 1 could not be read"
    clock.now -= 38  # as if it had taken two seconds
    assert progress.line() == "40 of 400 files, 20 per second, 18 s left, 1 could not be read"


def test_cached_files_do_not_count_in_the_rate(clock: Clock) -> None:
    progress = quiet()
    progress.start(400)
    clock.now += 3.0
    do(progress, 300, total=400, known=300)
    assert progress.line() == "300 of 400 files (300 from the cache)"
    do(progress, 10, total=400, known=300, step=one_second(clock))
    assert progress.line() == "310 of 400 files (300 from the cache), 1.0 per second, 1 min left"


def test_files_in_archives_are_counted_when_they_are_done() -> None:
    progress = quiet()
    progress.start(1)
    do(progress, 3, total=3)
    assert progress.total == 3


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0 s"), (59.4, "59 s"), (60, "1 min"), (3599, "1 h 0 min"), (3570, "1 h 0 min"), (90_000, "25 h 0 min")],
)
def test_durations_as_text(seconds: float, text: str) -> None:
    assert module._span(seconds) == text


def test_without_a_terminal_there_is_a_line_every_few_seconds(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("person") as progress:
        progress.start(100)
        do(progress, 50, total=100, step=one_second(clock))
        progress.notice("the cache is set aside")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "matcher: 5 of 100 files, 1.0 per second, 2 min left"
    assert len(lines) == 50 // 5 + 1
    assert lines[-1] == "matcher: the cache is set aside"


def test_programs_get_json_with_counts(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("program") as progress:
        progress.start(100)
        do(progress, 20, total=100, known=20)
        do(progress, 12, total=100, known=20, step=one_second(clock))
        progress.failed("Ada Example.pdf")
        progress.notice("the cache is set aside")
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["start", "progress", "progress", "notice", "end"]
    assert events[0] == {"event": "start", "files": 100}
    assert events[1] == {"event": "progress", "files": 100, "done": 25, "known": 20, "failed": 0, "seconds": 5.0}
    assert events[-1] == {"event": "end", "files": 100, "done": 32, "known": 20, "failed": 1, "seconds": 12.0}
    assert "Ada" not in json.dumps(events)


def test_a_failed_run_has_no_end_event(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), show_progress("program") as progress:
        progress.start(1 // 0)
    assert "end" not in capsys.readouterr().err


def test_style_none_prints_only_notices(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("none") as progress:
        progress.start(100)
        do(progress, 50, total=100, step=one_second(clock))
        progress.notice("the cache is set aside")
    assert capsys.readouterr().err == "matcher: the cache is set aside\n"


def test_on_a_terminal_there_is_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.sys.stderr, "isatty", lambda: True, raising=False)
    with show_progress("person") as progress:
        progress.start(100)
        do(progress, 50, total=100)
        progress.notice("the cache /x/[bold]y[/bold] is set aside")
    assert "the cache /x/[bold]y[/bold] is set aside" in " ".join(capsys.readouterr().err.split())
