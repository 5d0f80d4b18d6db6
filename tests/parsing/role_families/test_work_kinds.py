"""Titles and duties together: duties decide where the title is open, and technologies never decide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.resume import Month, Position
from matcher.core.role_family import FAMILIES, Basis
from matcher.parsing.role_families.work_kinds import WorkKinds, WorkShares, shipped_families_version

KINDS = WorkKinds()

TESTING = (
    "Executed test plans and test cases for every release. Tracked defects to their closure, retested fixes, automated the regression "
    "suite and reported testing results, defects and coverage to developers and stakeholders."
)
NETWORKS = (
    "Configured routers, switches and firewalls at all sites. Monitored bandwidth, VLANs and VPN tunnels, replaced cabling, and "
    "troubleshot routing between the offices and the data centers."
)
SERVER_SIDE = (
    "Developed backend services and business logic for a web application, designed the database schema, wrote stored procedures, "
    "implemented REST endpoints and unit tests, and fixed bugs in the code of the multithreaded server."
)
PAGES = (
    "Developed responsive pages from the mockups of designers, with cross browser layout, animations and accessible markup; turned "
    "wireframes into templates for landing pages and the site's navigation."
)


def work(title: str, text: str, mentions: list[tuple[int, int]] | None = None) -> WorkShares:
    job = Position(0, len(text), Month(2020, 1), Month(2022, 1), title=title)
    return KINDS.shares(text, [job], mentions or [])[0]


def likeliest(title: str, text: str) -> tuple[str, Basis]:
    shares, basis = work(title, text)
    return max(zip(shares, FAMILIES, strict=True))[1], basis


@pytest.mark.parametrize(
    ("title", "text", "family", "basis"),
    [
        ("Software Engineer", TESTING, "qa", "title and duties"),
        ("Consultant", NETWORKS, "network", "duties"),
        ("", NETWORKS, "network", "duties"),
        ("Software Engineer", SERVER_SIDE, "back-end", "title and duties"),
        ("Web Developer", PAGES, "front-end", "title and duties"),
        ("IT Specialist", NETWORKS, "network", "title and duties"),
        ("Network Engineer", "", "network", "title"),
        # a specific title is not overruled
        ("QA Engineer", SERVER_SIDE, "qa", "title and duties"),
        ("Back-end Developer", PAGES, "back-end", "title and duties"),
    ],
)  # fmt: skip
def test_title_and_duties(title: str, text: str, family: str, basis: str) -> None:
    assert likeliest(title, text) == (family, basis)


@pytest.mark.parametrize(
    ("duties", "family"),
    [
        (
            "Javaで業務システムを開発。APIの開発とデータベース設計、コードレビュー、単体テスト、Webサービスの開発を担当。",
            "back-end",
        ),
        ("サーバーの構築と運用監視、バックアップ、障害対応、ネットワークの設定を担当。", "systems"),
    ],
)
def test_the_duties_tell_which_kind_of_systems_engineer(duties: str, family: str) -> None:
    text = f"職務経歴\nシステムエンジニア\n2019年4月 – 2021年3月\n{duties}\n"
    job = Position(0, len(text), Month(2019, 4), Month(2021, 3), title="システムエンジニア")
    [(shares, _)] = WorkKinds().shares(text, [job], [])
    assert FAMILIES[max(range(len(FAMILIES)), key=shares.__getitem__)] == family


def test_duties_that_contradict_a_title_weaken_it() -> None:
    backend = FAMILIES.index("back-end")
    assert work("Java Developer", TESTING).shares[backend] < work("Java Developer", SERVER_SIDE).shares[backend] - 0.1


def test_nothing_known_says_nothing() -> None:
    shares, basis = work("", "2015 2016")
    assert basis == ""
    assert max(shares) < 0.2


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["Selenium", "Cisco IOS", "React", "Jira", "network security", "unit testing"]), max_size=8
    )
)
def test_technologies_change_nothing(names: list[str]) -> None:
    text, mentions = SERVER_SIDE, []
    for name in names:
        mentions.append((len(text) + 1, len(text) + 1 + len(name)))
        text += f" {name}"
    for line in ("Used daily.", "Two years of experience.", "Worked with these."):
        text += f" {line}"
    assert work("Software Engineer", text, mentions) == work("Software Engineer", SERVER_SIDE)


@given(
    st.lists(st.sampled_from([("Software Engineer", TESTING), ("", NETWORKS), ("Cook", ""), ("QA", PAGES)]), max_size=5)
)
def test_each_position_is_judged_by_itself(jobs: list[tuple[str, str]]) -> None:
    text, positions = "", []
    for title, duties in jobs:
        positions.append(Position(len(text), len(text) + len(duties), Month(2020, 1), Month(2021, 1), title=title))
        text += duties + "\n"
    together = KINDS.shares(text, positions, [])
    assert [w.basis for w in together] == [work(*job).basis for job in jobs]
    for found, job in zip(together, jobs, strict=True):
        assert sum(found.shares) == pytest.approx(1.0)
        assert found.shares == pytest.approx(work(*job).shares)


def test_the_version_is_of_the_shipped_files() -> None:
    assert shipped_families_version() == shipped_families_version()
    assert len(shipped_families_version()) == 12
