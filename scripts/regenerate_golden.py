"""Write tests/golden/*.txt anew: lead sheets from tests/golden/*.json, paper forms from the shipped script, reports.

Read the diff before committing it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callback_desk import rulebook  # noqa: E402  # after the path is set
from callback_desk.call_script.form_reader import form_from_xform  # noqa: E402
from callback_desk.call_script.paper import PaperFacts, paper_of  # noqa: E402
from callback_desk.call_script.workbook import compile_script  # noqa: E402
from callback_desk.documents.make import make_packet_pdf  # noqa: E402
from callback_desk.documents.packet_json import packet_from_dict  # noqa: E402
from callback_desk.documents.paper_pages import make_paper  # noqa: E402
from callback_desk.documents.self_check import read_pages  # noqa: E402
from callback_desk.domain.ids import CallId, CaseId, ExportId, RecipientId  # noqa: E402
from callback_desk.domain.no_news import NoNews  # noqa: E402
from callback_desk.domain.paper import PaperDocument  # noqa: E402
from callback_desk.domain.people import DeskInfo, Recipient  # noqa: E402
from callback_desk.domain.public_summary import ChiefWords, public_summary, summary_paper  # noqa: E402
from callback_desk.domain.receipts import SilentSheet  # noqa: E402
from callback_desk.domain.report_paper import Made, report_paper  # noqa: E402
from callback_desk.use_cases.no_news import no_news_paper  # noqa: E402
from callback_desk.use_cases.paper_script import ending_words, paper_endings  # noqa: E402
from callback_desk.use_cases.reminder_slips import reminder_paper  # noqa: E402
from tests.domain.made_reports import a_report, a_report_with_cards, an_empty_report  # noqa: E402


def main() -> int:
    golden = ROOT / "tests" / "golden"
    fonts_dir = ROOT / "resources" / "theme" / "fonts"
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(golden.glob("*.json")):
            packet = packet_from_dict(json.loads(source.read_text("utf-8")))
            written = make_packet_pdf(packet, Path(folder) / "sheet.pdf", fonts_dir=fonts_dir)
            _write(source.with_suffix(".txt"), written.path, written.pages)
        for language in ("en", "es"):
            paper = make_paper(shipped_form(language), Path(folder) / "form.pdf", fonts_dir=fonts_dir)
            _write(golden / f"paper_form_{language}.txt", paper.path, paper.pages)
        for name, document in {**reports(), "reminder_slips": reminder(), "no_news": no_news()}.items():
            paper = make_paper(document, Path(folder) / "report.pdf", fonts_dir=fonts_dir)
            _write(golden / f"{name}.txt", paper.path, paper.pages)
    return 0


def shipped_form(language: str) -> PaperDocument:
    """The shipped script on paper, as the agency of the demo would print it."""
    resources = ROOT / "resources"
    form = form_from_xform(compile_script(resources / "call_scripts" / "property-v1.md").xform)
    endings = [ending_words(rule, language) for rule in paper_endings(rulebook.load(resources).outcomes)]
    values = {"agency": "Springfield PD", "callback_phone": "217 555 0100", "minutes": "10"}
    return paper_of(form, language, PaperFacts("Springfield PD", values, endings))


def reports() -> dict[str, PaperDocument]:
    """October of a fictional desk, for the agency and for everybody; and of one that called nobody."""
    made = Made("Sgt. Dana Whitlock", date(2026, 11, 3), "RP-2026-0001")
    said = ChiefWords("We now call everybody within five days of a report.", "(217) 555-0100, weekdays 9 AM to 4 PM.")
    return {
        "report": report_paper(a_report(), made),
        "report_with_cards": report_paper(a_report_with_cards(), made),
        "report_of_nobody": report_paper(an_empty_report(), made),
        "public_summary": summary_paper(public_summary(a_report()), said, made.on),
    }


def reminder() -> PaperDocument:
    """What two recipients of a fictional desk are reminded of."""
    info = DeskInfo(
        "D-1", "Springfield PD", "US", "America/Chicago", callback_phone="(217) 555-0100", desk_extension="4402"
    )
    sent, now = datetime(2026, 10, 30, 15, tzinfo=UTC), datetime(2026, 11, 20, 16, tzinfo=UTC)
    sheets = (
        SilentSheet(ExportId(1), "LS-2026-0101", "26-1", "Property Crimes tray", sent, urgent=False),
        SilentSheet(ExportId(2), "LS-2026-0107", "26-2", "Det. Paul Serrano", sent + timedelta(days=9), urgent=True),
        SilentSheet(ExportId(3), "LS-2026-0102", "26-3", "Det. Paul Serrano", sent, urgent=False, reminded=now),
    )
    return reminder_paper(info, sheets, now, ZoneInfo(info.timezone))


def no_news() -> PaperDocument:
    """What an investigator of a fictional desk reads of calls that brought nothing."""
    info = DeskInfo(
        "D-1", "Springfield PD", "US", "America/Chicago", callback_phone="(217) 555-0100", desk_extension="4402"
    )
    at, now = datetime(2026, 11, 17, 15, tzinfo=UTC), datetime(2026, 11, 20, 16, tzinfo=UTC)
    lines = tuple(
        NoNews(CallId(n), CaseId(n), f"26-00410{n}", at + timedelta(days=n), volunteer)
        for n, volunteer in enumerate(("Ruth Keller", "Walter Beaumont-Fitzgerald", "Ruth Keller"))
    )
    to = Recipient(RecipientId(1), "Det. Paul Serrano", "Property Crimes")
    return no_news_paper(info, to, lines, "DC-2026-0007", now, ZoneInfo(info.timezone))


def _write(target: Path, made: Path, pages: int) -> None:
    text = "\n--- page ---\n".join(_pages(made)) + "\n"
    changed = not target.exists() or target.read_text("utf-8") != text
    target.write_text(text, "utf-8", newline="\n")
    print(f"{target.name}: {pages} page(s), {'changed' if changed else 'as before'}")


def _pages(path: Path) -> list[str]:
    """Each page as the tests read it: its letters, then the lines that carry their text with them."""
    return [page.words.replace("\r\n", "\n").strip() for page in read_pages(path.read_bytes())]


if __name__ == "__main__":
    sys.exit(main())
