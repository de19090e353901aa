"""What no file of the program may hold, and proof that each check catches it."""

from __future__ import annotations

import subprocess

import pytest

from scripts.house_checks import (
    LONGER_FOR_A_REASON,
    left_overs,
    program_sources,
    wrong_clocks,
    wrong_files,
    wrong_opens,
)

CHECKS = (wrong_clocks, wrong_opens, wrong_files, left_overs)
TEXT_ENDINGS = {".py", ".md", ".toml", ".qss", ".txt", ".yml", ".json", ".spec", ".svg", ""}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_file_breaks_a_rule_of_the_house(check):
    wrong = [str(finding) for file, text in program_sources().items() for finding in check(text, file)]
    assert not wrong, "\n".join(wrong)


def test_nothing_unfinished_and_no_path_of_a_machine_in_any_committed_text(repository):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    wrong = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = repository / name
        if file.suffix in TEXT_ENDINGS and file.is_file():
            wrong += [str(finding) for finding in left_overs(file.read_text(encoding="utf-8"), name)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("check", "source", "words"),
    [
        (wrong_clocks, "now = datetime.now()", "naive"),
        (wrong_clocks, "now = datetime.datetime.utcnow()", "naive"),
        (wrong_clocks, "day = date.today()", "naive"),
        (wrong_clocks, "now = datetime.now(UTC)", "ask the Clock"),
        (wrong_clocks, "begun = time.time()", "time.monotonic"),
        (wrong_opens, "with open(self.database_path) as f: pass", "plain file"),
        (wrong_opens, "start = database.read_bytes()", "plain file"),
        (wrong_opens, "shutil.copyfile(db_path, there)", "plain file"),
        (wrong_files, "x = 1\n" * 351, "split it by subject"),
        (left_overs, "# TO" + "DO later", "unfinished"),
        (left_overs, "raise NotImplemented" + "Error", "unfinished"),
        (left_overs, 'corpus = "/ro' + 'ot/ann/corpus"', "a path of one machine"),
    ],
)
def test_a_broken_rule_is_named(check, source, words):
    assert [words in str(finding) for finding in check(source, "callback_desk/domain/a.py")] == [True]


def test_a_file_called_utils_is_named():
    assert "says nothing" in str(*wrong_files("", "callback_desk/ui/utils.py"))


def test_storage_opens_no_file_whatever_its_name():
    source = 'with path.open("rb") as f: pass'
    assert list(wrong_opens(source, "callback_desk/storage/work.py"))
    assert not list(wrong_opens(source, "callback_desk/intake/sniff.py"))
    assert not list(wrong_opens("concerns = work.concerns.open(kinds)", "callback_desk/storage/work.py"))


def test_a_clock_may_read_the_clock():
    source = "class SystemClock:\n    def now(self):\n        return datetime.now(UTC)\n"
    assert not list(wrong_clocks(source, "callback_desk/bootstrap.py"))


def test_every_exception_from_the_length_is_still_needed_and_has_a_reason(repository):
    for name, reason in LONGER_FOR_A_REASON.items():
        assert len(reason) > 10
        assert (repository / "callback_desk" / name).read_text(encoding="utf-8").count("\n") > 350
