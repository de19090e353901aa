"""Dependencies say why they are here, are locked with hashes for every system, and resources travel along."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from callback_desk import __version__

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)(?: ; (.+?))? \\$", re.MULTILINE)
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-setup.lock"]


@pytest.fixture(scope="module")
def pyproject_text(repository) -> str:
    return (repository / "pyproject.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(pyproject_text) -> dict:
    return tomllib.loads(pyproject_text)


def pins(text: str) -> dict[str, str]:
    return {name: version for name, version, _ in PIN.findall(text)}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_every_dependency_says_why_it_is_here(project, pyproject_text):
    wanted = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    without = [
        requirement
        for requirement in wanted
        if not re.search(re.escape(f'"{requirement}"') + r",?\]?\s+#\s*\S.{8,}", pyproject_text)
    ]
    assert not without, "write beside each why it is needed"


def test_the_qt_that_crashes_is_kept_out(project, repository):
    (qt,) = [r for r in project["project"]["dependencies"] if r.startswith("PySide6")]
    assert qt == "PySide6-Essentials>=6.11.3,<6.12"
    assert pins((repository / "requirements.lock").read_text())["pyside6-essentials"].startswith("6.11.")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_index(repository, lock):
    text = (repository / lock).read_text(encoding="utf-8")
    found = pins(text)
    assert found
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(found), "a line that is neither a pinned package nor its hash"
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]
    assert "://" not in text
    assert not re.search(r"^\s*--?(?!hash)[a-z]", text, re.MULTILINE), "an option of an installer"


def test_the_lock_serves_every_system_and_python(repository):
    found = PIN.findall((repository / "requirements.lock").read_text(encoding="utf-8"))
    by_name = {name: marker for name, _, marker in found}
    assert by_name["pywin32-ctypes"] == "sys_platform == 'win32'"
    assert by_name["secretstorage"] == "sys_platform == 'linux'"
    assert "python_full_version < '3.12'" in by_name.values()


def test_every_dependency_is_locked(repository, project):
    locked = pins((repository / "requirements.lock").read_text(encoding="utf-8"))
    assert {name_of(r) for r in project["project"]["dependencies"]} <= set(locked)
    locked_for_tests = pins((repository / "requirements-test.lock").read_text(encoding="utf-8"))
    assert {name_of(r) for r in project["project"]["optional-dependencies"]["test"]} <= set(locked_for_tests)


def test_tests_run_on_the_very_versions_that_people_get(repository):
    program = pins((repository / "requirements.lock").read_text(encoding="utf-8"))
    tests = pins((repository / "requirements-test.lock").read_text(encoding="utf-8"))
    assert program.items() <= tests.items()


def test_one_version_everywhere(project):
    assert project["project"]["version"] == __version__


def test_resources_are_told_to_travel_inside_the_wheel(project, repository):
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"resources": "callback_desk/_resources"}
    assert any((repository / "resources").rglob("*.qss"))


@pytest.mark.slow
def test_the_built_wheel_holds_every_resource(repository, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=repository, check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    resources = [file for file in (repository / "resources").rglob("*") if file.is_file()]
    wanted = {"callback_desk/_resources/" + file.relative_to(repository / "resources").as_posix() for file in resources}
    assert wanted <= inside
    assert "callback_desk/__main__.py" in inside
