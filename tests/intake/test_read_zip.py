"""Lists in a ZIP archive: the right members are taken, rows keep their member's name, doubt is refused by name."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.limits import Limits
from tests.intake.reading import HEADING, Read, a_row, read

ADA = f"{HEADING}\r\n{a_row()}\r\n"
BEN = f"{HEADING}\r\n{a_row('26-000102', name='Larkspur, Ben', phone='217-555-0144')}\r\n"
OTHER = "Number,Suspect,Height,Weight,Hair\r\n1,x,y,z,w\r\n"


def archive(folder: Path, **members: str | bytes) -> Path:
    """A ZIP file; `__` in a name without a dot stands for one."""
    path = folder / "lists.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name if "." in name else name.replace("__", "."), content)
    return path


def people(found: Read) -> list[tuple[str, str, int]]:
    return [(each.name.display, each.place.sheet, each.place.line) for each in found.people]


def workbook(name: str = "Quillfeather, Ada") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Week 46"
    book.active.append(HEADING.split(","))
    book.active.append(["26-000101", "11/10/2026 14:05", "220", name, "04/12/1980", "312-555-0142"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_one_list_is_read_as_if_it_lay_alone(tmp_path: Path) -> None:
    found = read(archive(tmp_path, list__csv=ADA))
    assert people(found) == [("Ada Quillfeather", "list.csv", 2)]
    assert (found.guess.container, found.guess.encoding, found.guess.delimiter) == ("zip", "utf-8", ",")
    alone = tmp_path / "alone.csv"
    alone.write_text(ADA, encoding="utf-8")
    assert read(alone).guess.signature == found.guess.signature


def test_a_member_without_a_name_is_a_member_like_another(tmp_path: Path) -> None:
    """Found by fuzzing: the standard library asks for the last letter of the name."""
    path = archive(tmp_path, list__csv=ADA)
    with zipfile.ZipFile(path, "a") as out:
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        out.writestr(nameless, b"")
    assert people(read(path)) == [("Ada Quillfeather", "list.csv", 2)]


def test_lists_with_the_same_headings_are_one_list(tmp_path: Path) -> None:
    found = read(archive(tmp_path, b_week__csv=BEN, a_week__csv=ADA))
    assert people(found) == [("Ada Quillfeather", "a_week.csv", 2), ("Ben Larkspur", "b_week.csv", 2)]
    assert found.counts.rows == 2


def test_every_kind_of_list_may_lie_in_it(tmp_path: Path) -> None:
    as_json = json.dumps(
        [dict(zip(HEADING.split(","), ["26-7", "11/10/2026", "220", "Lark, Cy", "", ""], strict=True))]
    )
    tabs = BEN.replace('"', "").replace("Larkspur, Ben", "Ben Larkspur").replace(",", "\t").encode("utf-16")
    found = read(archive(tmp_path, a__csv=ADA, b__txt=tabs, c__xlsx=workbook("Moss, Dee"), d__json=as_json))
    assert people(found) == [
        ("Ada Quillfeather", "a.csv", 2),
        ("Ben Larkspur", "b.txt", 2),
        ("Dee Moss", "c.xlsx: Week 46", 2),
        ("Cy Lark", "d.json", 2),
    ]


def test_columns_in_another_order_are_put_in_place(tmp_path: Path) -> None:
    turned = (
        "Victim Phone,Victim Name,Case Number,Victim DOB,Offense Code,Report Date\r\n"
        '217-555-0144,"Larkspur, Ben",26-000102,04/12/1980,220,11/10/2026,,\r\n217-555-0145,short\r\n'
    )
    found = read(archive(tmp_path, a__csv=ADA, b__csv=turned))
    assert people(found) == [("Ada Quillfeather", "a.csv", 2), ("Ben Larkspur", "b.csv", 2)]
    assert found.people[1].phones[0].number is not None
    assert found.people[1].facts.case_number == "26-000102"
    assert [(each.place.sheet, each.place.line, each.reason) for each in found.problems] == [("b.csv", 3, "ragged_row")]


def test_titles_and_totals_of_each_list_are_its_own(tmp_path: Path) -> None:
    titled = f"Springfield Police\r\n\r\n{BEN}TOTAL,,,,,1\r\n"
    found = read(archive(tmp_path, a__csv=ADA, b__csv=titled))
    assert people(found) == [("Ada Quillfeather", "a.csv", 2), ("Ben Larkspur", "b.csv", 4)]
    assert found.counts.total_lines == 1
    assert ("title_lines", "") in found.guess.findings


def test_what_is_no_list_is_left_out_and_told(tmp_path: Path) -> None:
    found = read(
        archive(
            tmp_path,
            a__csv=ADA,
            readme__txt="Export of week 46.\nMade by the records system.\n",
            report__pdf=b"%PDF-1.7\n",
            empty__csv=b"",
            page__html="<html><body>x</body></html>",
            **{"__MACOSX/._a__csv": b"\x00\x05\x16\x07", ".DS_Store": b"\x00\x00\x00\x01Bud1"},
        )
    )
    assert people(found) == [("Ada Quillfeather", "a.csv", 2)]
    assert ("other_files", "") in found.guess.findings
    assert found.guess.other_sheets == ("empty.csv", "page.html", "readme.txt", "report.pdf")


@pytest.mark.parametrize(
    ("members", "code", "words"),
    [
        ({"a__csv": ADA, "b__csv": OTHER}, "E14", "different headings (a.csv, b.csv)"),
        ({"a__csv": ADA, "b__csv": BEN + '"never closed\r\n'}, "E05", "In b.csv: A quotation mark"),
        ({"a__csv": ADA, "b__csv": ADA.encode("utf-32")}, "E04", "In b.csv: "),
        ({"a__csv": ADA, "inner__zip": b"PK\x05\x06" + b"\x00" * 18}, "E10", "inside this ZIP archive"),
        ({"a__csv": ADA, "tool__exe": b"MZ\x90\x00\x03"}, "E03", "In tool.exe: "),
        ({"a__csv": ADA, "b__csv__gz": b"\x1f\x8b\x08\x00\x00"}, "E03", "In b.csv.gz: "),
        ({"a__csv": ADA, "b__json": '[{"a": 1},]'}, "E13", "In b.json: "),
        ({"readme__txt": "nothing here\n"}, "E02", "holds only readme.txt"),
        ({}, "E02", "it is empty"),
    ],
)
def test_doubt_is_refused_by_the_members_name(
    members: dict[str, str | bytes], code: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused) as refused:
        read(archive(tmp_path, **members))
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith("Nothing was imported.")


def test_a_name_that_climbs_out_is_only_a_name(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    found = read(archive(inside, **{"../../evil.csv": ADA, "/abs\u202evsc__csv": BEN}))
    assert [sheet for _name, sheet, _line in people(found)] == ["../../evil.csv", "/abs<U+202E>vsc.csv"]
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "lists.zip"]


def test_rows_are_counted_over_all_lists(tmp_path: Path) -> None:
    two = f"{HEADING}\r\n" + f"{a_row()}\r\n" * 2
    with pytest.raises(ImportRefused) as refused:
        read(archive(tmp_path, a__csv=two, b__csv=two), limits=Limits(rows=3))
    assert refused.value.code == "E09"
