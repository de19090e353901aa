"""Answers on cards and web forms: kept apart, read once, taken whole or not at all, without anybody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from callback_desk.domain.errors import DeskError, DeskFault, NotAllowed, NotFound
from callback_desk.domain.feedback import Channel, FeedbackForm, may_answer
from callback_desk.domain.feedback_file import Refused
from callback_desk.domain.figure_periods import Period, month_of
from callback_desk.domain.figures import Report
from callback_desk.domain.ids import FeedbackBatchId
from callback_desk.domain.rating_scale import ITEMS
from callback_desk.domain.report_paper import Made, report_paper
from callback_desk.domain.report_sections import CHANNEL, sections
from callback_desk.domain.report_table import table_of
from callback_desk.use_cases import feedback
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.feedback import FeedbackKept
from callback_desk.use_cases.figures import report
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, changed_tables, snapshot
from tests.use_cases.test_make_report import a_month_of_calls

NOVEMBER = month_of(date(2026, 11, 1))
HEAD = "Timestamp,Response ID,Name,reach,Felt listened to,whole,Comments"
NAMES = ("Wilhelmina Ashdown", "=HYPERLINK(1)", "Officer Fennimore")
ROWS = (
    f"11/02/2026 14:02:11,101,{NAMES[0]},Very easy,Strongly agree,Very satisfied,{NAMES[2]} was rude",
    f"2026-11-03,102,{NAMES[1]},,don't know,Fairly dissatisfied,",
    "2026-11-04,103,,,,,",
)


def file_of(folder: Path, *rows: str, head: str = HEAD) -> Path:
    made = folder / "form.csv"
    made.write_text("\r\n".join((head, *rows)) + "\r\n", "utf-8")
    return made


def keep(desk: Desk, path: Path, channel: Channel = Channel.WEB) -> FeedbackKept:
    return feedback.keep_feedback_file(desk, desk.new_operation(), feedback.read_feedback_file(desk, path), channel)


def key(desk: Desk, day: date, answers: Mapping[str, str], channel: Channel = Channel.CARD) -> FeedbackBatchId:
    done = feedback.key_card(desk, desk.new_operation(), channel, FeedbackForm(day, answers))
    return FeedbackBatchId(done.id)


def test_a_file_is_read_once_and_no_name_and_no_comment_of_it_is_kept(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    path = file_of(tmp_path, *ROWS)
    file = feedback.read_feedback_file(desk, path)
    before = snapshot(desk)
    looked = feedback.look_at_feedback(desk, file, Channel.WEB)
    assert changed_tables(before, snapshot(desk)) == set(), "a look writes nothing"
    assert (len(looked.judged.new), looked.judged.empty, looked.judged.rows, looked.can_be_kept) == (2, 1, 3, True)
    assert file.left_out == ("Name", "Comments")
    assert keep(desk, path).sentence == "2 answers are on record."
    rows = ask(desk, "SELECT day, item, value FROM feedback_forms f JOIN feedback_answers a ON a.form_id = f.id")
    assert sorted((item, value) for _, item, value in rows) == [
        ("listened", "dont_know"),
        ("listened", "strongly_agree"),
        ("reach", "very_easy"),
        ("whole", "fairly_dissatisfied"),
        ("whole", "very_satisfied"),
    ]
    everything = repr(snapshot(desk))
    assert not [words for words in (*NAMES, "rude", "Wilhelmina") if words in everything]
    kept = snapshot(desk)
    again = keep(desk, path)
    assert (again.taken, again.sentence) == (0, "Nothing in this file is new. Nothing was changed.")
    assert changed_tables(kept, snapshot(desk)) <= {"operations", "audit_events"}
    (batch,) = feedback.kept_feedback(desk)
    assert (batch.channel, batch.forms, batch.by, batch.from_file) == (Channel.WEB, 2, desk.session.name, True)
    assert feedback.look_at_feedback(desk, file, Channel.WEB).read_on == batch.at


def test_a_later_export_of_the_same_form_brings_only_its_new_lines(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    keep(desk, file_of(tmp_path, *ROWS))
    longer = file_of(tmp_path, *ROWS, "2026-11-05,104,,Fairly easy,,,")
    file = feedback.read_feedback_file(desk, longer)
    judged = feedback.look_at_feedback(desk, file, Channel.WEB).judged
    assert (len(judged.new), judged.known, judged.empty) == (1, 2, 1)
    assert keep(desk, longer).taken == 1
    assert len(ask(desk, "SELECT id FROM feedback_forms")) == 3


def test_one_bad_line_keeps_the_whole_file_out_and_each_is_named(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    bad = (
        "someday,1,,Very easy,,,",
        ",2,,Very easy,,,",
        "2027-01-05,3,,Very easy,,,",
        "1926-11-05,4,,Very easy,,,",
        "2026-11-05,5,,5,,,",
        "2026-11-05,101,,Very easy,,,",
        "2026-11-05,mary@example.org,,Very easy,,,",
        "2026-13-05,7,,Very easy,,,",
        "2026-11-05,8,,Very easy,,not_yet,",
    )
    path = file_of(tmp_path, *ROWS, *bad)
    looked = feedback.look_at_feedback(desk, feedback.read_feedback_file(desk, path), Channel.CARD)
    which_day = "The day is not like 2026-11-20 or 11/20/2026."
    whole = "The answer under whole is none of these: Very satisfied, Fairly satisfied, Neither, Fairly dissatisfied, "
    reach = "The answer under reach is none of these: Very easy, Fairly easy, Neither easy nor difficult, "
    assert looked.judged.refused == (
        Refused(5, which_day),
        Refused(6, "It has no day."),
        Refused(7, "The day lies in the future. Check it."),
        Refused(8, "The day lies before 2000. Check it."),
        Refused(9, f"{reach}Fairly difficult, Very difficult."),
        Refused(10, "It has the same number as line 2."),
        Refused(11, "Its number is missing, too long, or not made of letters and digits."),
        Refused(12, which_day),
        Refused(13, f"{whole}Very dissatisfied."),
    )
    assert not looked.can_be_kept
    before = snapshot(desk)
    with pytest.raises(DeskFault, match=r"Line 5: .* Nothing of this file was saved"):
        keep(desk, path)
    assert changed_tables(before, snapshot(desk)) == set()


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("Timestamp,Name", "No column is named after a service question"),
        ("reach,whole", "No column says the day"),
        ("day,whole,Whole experience", "Two columns say whole"),
        ("day,date,whole", "Two columns say day"),
    ],
)
def test_a_table_that_is_none_is_refused_with_what_to_do(world: World, tmp_path: Path, head: str, says: str) -> None:
    with pytest.raises(DeskFault, match=says):
        feedback.read_feedback_file(world.enter(SERGEANT), file_of(tmp_path, "2026-11-02,x,x", head=head))


@pytest.mark.parametrize("content", [b"", b"\x00" * 40, b"\r\n\r\n", b"x" * 30_000_000])
def test_what_is_no_table_is_refused(world: World, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(DeskError):
        feedback.read_feedback_file(world.enter(SERGEANT), path)


def test_a_card_is_typed_in_and_taken_back(world: World) -> None:
    desk = world.enter(SERGEANT)
    today = desk.clock.now().astimezone(desk.zone).date()
    batch = key(desk, today, {"whole": "very_satisfied", "reach": ""})
    assert [row[0] for row in ask(desk, "SELECT item FROM feedback_answers")] == ["whole"]
    for _ in range(2):
        feedback.take_back_feedback(desk, desk.new_operation(), batch)
    (one,) = feedback.kept_feedback(desk)
    assert one.taken_back is not None and not one.from_file
    with desk.storage.read(desk.session) as unit:
        assert unit.feedback.said() == ()
    with pytest.raises(NotFound):
        feedback.take_back_feedback(desk, desk.new_operation(), FeedbackBatchId(99))
    for day, answers, says in (
        (today + timedelta(days=1), {"whole": "very_satisfied"}, "future"),
        (today, {"whole": ""}, "at least one"),
        (today, {"whole": "yes"}, "The answer under whole"),
        (today, {"better": "very_satisfied"}, "none of the service questions"),
    ):
        with pytest.raises(DeskFault, match=says):
            key(desk, day, answers)


def test_a_file_that_was_taken_back_may_be_read_again_as_what_it_is(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    path = file_of(tmp_path, *ROWS)
    wrong = keep(desk, path, Channel.CARD)
    assert wrong.batch_id is not None
    feedback.take_back_feedback(desk, desk.new_operation(), wrong.batch_id)
    assert keep(desk, path, Channel.WEB).taken == 2
    assert keep(desk, path, Channel.WEB).taken == 0


def test_a_volunteer_keeps_none(world: World) -> None:
    ruth = world.enter(RUTH)
    with pytest.raises(NotAllowed):
        feedback.kept_feedback(ruth)
    with pytest.raises(NotAllowed):
        key(ruth, date(2026, 11, 2), {"whole": "very_satisfied"})


def by_telephone(found: Report, period: Period) -> tuple[object, ...]:
    """All that is printed, exported and shown of the calls, as bytes and values."""
    apart = replace(found, channels=())
    paper = report_paper(apart, Made("Dana", period.last, "RP-1"))
    rows = [row for row in table_of(found).rows if not str(row[0]).startswith("Service, ")]
    shown = [one for one in sections(found) if not one.key.startswith(CHANNEL)]
    return repr(apart).encode(), repr(paper).encode(), repr(rows).encode(), repr(shown).encode()


def test_telephone_figures_are_the_same_bytes_with_and_without_cards_and_forms(world: World) -> None:
    desk = a_month_of_calls(world)
    random = Random(20261123)
    twelve = Period(date(2025, 12, 1), NOVEMBER.last)
    periods = (NOVEMBER, twelve)
    before = [by_telephone(report(desk, period), period) for period in periods]
    assert before[0] != before[1]
    forms: dict[Channel, int] = dict.fromkeys(Channel, 0)
    for _round in range(12):
        for _ in range(random.randrange(1, 8)):
            asked = random.sample(ITEMS, random.randrange(1, len(ITEMS) + 1))
            answers = {item.question: random.choice(sorted(may_answer(item.question))) for item in asked}
            channel = random.choice(list(Channel))
            key(desk, twelve.first + timedelta(days=random.randrange(twelve.days)), answers, channel)
            forms[channel] += 1
        after = [report(desk, period) for period in periods]
        assert [by_telephone(found, period) for found, period in zip(after, periods, strict=True)] == before
        assert {one.channel: one.forms for one in after[1].channels} == {one: n for one, n in forms.items() if n}
        for one in after[1].channels:
            for item in one.items:
                assert item.top.withheld or 10 <= item.top.n <= forms[one.channel]
    assert any(not item.top.withheld for one in after[1].channels for item in one.items)


def test_the_same_file_is_not_counted_in_two_channels(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    path = tmp_path / "answers.csv"
    path.write_text("day,whole\n2026-11-05,very satisfied\n", "utf-8")
    assert keep(desk, path, Channel.CARD).taken == 1
    looked = feedback.look_at_feedback(desk, feedback.read_feedback_file(desk, path), Channel.WEB)
    assert (looked.can_be_kept, looked.read_as) == (False, Channel.CARD)
    assert keep(desk, path, Channel.WEB).taken == 0
    (batch,) = feedback.kept_feedback(desk)
    feedback.take_back_feedback(desk, desk.new_operation(), batch.id)
    assert keep(desk, path, Channel.WEB).taken == 1, "it was read as the wrong one, and taken back"


def test_a_channel_is_shown_from_ten_answers_with_how_they_came(world: World) -> None:
    desk = a_month_of_calls(world)
    for place in range(10):
        key(desk, date(2026, 11, 5), {"whole": "very_satisfied" if place < 4 else "neither"})
    key(desk, date(2026, 11, 5), {"whole": "very_satisfied"}, Channel.WEB)
    found = report(desk, NOVEMBER)
    card, web = [one for one in sections(found) if one.key.startswith(CHANNEL)]
    assert card.chart is not None and web.chart is not None
    assert card.title == "Response card: how was the service?"
    assert "Written on response cards" in card.note
    assert "Written on response cards" in card.chart.foot.words and "Not telephone answers" in card.chart.foot.words
    assert "10 people answered in these days. Response rate: n/a" in card.chart.foot.words
    assert "Fewer than 10 people" in web.chart.foot.words
    assert (found.channels[0].items[0].top.share, found.channels[0].items[0].top.n) == (0.4, 10)
    assert found.channels[1].items[0].top.withheld
    assert found.items[0].top.n == 11, "the calls, alone"
    lines = [row for row in table_of(found).rows if row[0] == "Service, response card"]
    assert lines[1][:3] == ("Service, response card", "Whole experience", "best answers")
