"""The demo department's export: a template whose days count back from today, so that it never grows old."""

from __future__ import annotations

import re
from datetime import date, timedelta

_TOKEN = re.compile(r"\{([dy])-(\d{1,5})\}")


def fill_demo_rows(template: str, today: date) -> str:
    """CSV text with real dates: "{d-8}" is the day eight days before `today` (desk calendar) as MM/DD/YYYY,
    "{y-8}" the last two digits of its year, as report numbers begin with it."""

    def filled(token: re.Match[str]) -> str:
        day = today - timedelta(days=int(token[2]))
        return f"{day:%m/%d/%Y}" if token[1] == "d" else f"{day:%y}"

    return _TOKEN.sub(filled, template)
