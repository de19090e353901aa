"""The desk every test of this room begins with: made once a process, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callback_desk.bootstrap.make import MadeDesk
from callback_desk.bootstrap.opening import Office
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE
from tests.bootstrap.made_office import ASKED, PASSWORD, MadeOffice


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MadeDesk]:
    """A closed desk with its keys in the file keyring of tests; copy it, never open it."""
    folder = tmp_path_factory.mktemp("made") / "a desk"
    folder.mkdir(mode=0o700)
    return folder, Office(folder, environment={TEST_KEYRING_VARIABLE: "1"}).make(ASKED, PASSWORD)


@pytest.fixture
def here(made_once: tuple[Path, MadeDesk], desk_folder: Path) -> Iterator[MadeOffice]:
    template, made = made_once
    shutil.copytree(template, desk_folder, dirs_exist_ok=True)
    desk_folder.chmod(0o700)
    office = MadeOffice(Office(desk_folder), replace(made, folder=desk_folder))
    yield office
    office.close()
