"""What every refused file owes: its code, a sentence, in time, and nothing left beside it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.limits import Limits
from tests.intake.reading import read


def refused_sentence(path: Path, content: bytes, codes: set[str], limits: Limits) -> str:
    """Write and read the file; `path` lies in a folder of its own. Returns the sentence of the refusal."""
    path.write_bytes(content)
    started = time.process_time()
    with pytest.raises(ImportRefused) as refused:
        read(path, limits=limits)
    assert refused.value.code in codes, refused.value.sentence
    assert refused.value.sentence.endswith("Nothing was imported.")
    assert time.process_time() - started < 10
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return refused.value.sentence
