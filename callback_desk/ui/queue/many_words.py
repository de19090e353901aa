"""What the page says about one act on many people: before it, while it runs, and afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.many import Left, ManyAct, ManyLine, ManyPreview
from callback_desk.ui.when import clock, count, short_day

ACTS: tuple[tuple[ManyAct, str], ...] = (
    (ManyAct.HOLD, "Hold: nobody calls until you say OK"),
    (ManyAct.OK, "OK to call: lift what holds them"),
    (ManyAct.KEEP_OFF, "Keep off the list"),
    (ManyAct.CLOSE, "Close: no more tries"),
    (ManyAct.ASSIGN, "Give promised calls to a volunteer"),
    (ManyAct.FIRST, "Call first: urgent, and the caller reads why"),
)
_WILL: Mapping[ManyAct, tuple[str, str]] = {
    ManyAct.HOLD: ("will be held", "Hold"),
    ManyAct.OK: ("may be called afterwards", "OK to call"),
    ManyAct.KEEP_OFF: ("will be kept off the list", "Keep off"),
    ManyAct.CLOSE: ("will be closed", "Close"),
    ManyAct.ASSIGN: ("will be called by this volunteer", "Give"),
    ManyAct.FIRST: ("will be called before others", "Call first"),
}
_DONE: Mapping[ManyAct, tuple[str, str]] = {
    ManyAct.HOLD: ("is held", "are held"),
    ManyAct.OK: ("may be called", "may be called"),
    ManyAct.KEEP_OFF: ("is off the list", "are off the list"),
    ManyAct.CLOSE: ("is closed", "are closed"),
    ManyAct.ASSIGN: ("has another volunteer", "have another volunteer"),
    ManyAct.FIRST: ("goes before others", "go before others"),
}
_LEFT: Mapping[Left, tuple[str, str]] = {
    Left.IN_CALL: ("is being called now", "are being called now"),
    Left.INTERRUPTED: ("has an interrupted call to decide first", "have an interrupted call to decide first"),
    Left.OVER: ("is finished or with the review", "are finished or with the review"),
    Left.OFF_ALREADY: ("is off the list already", "are off the list already"),
    Left.HELD_ALREADY: ("is held already", "are held already"),
    Left.NOT_HELD: ("is not held", "are not held"),
    Left.RULE: ("is stopped by a rule that no OK lifts", "are stopped by a rule that no OK lifts"),
    Left.NO_PROMISE: (
        "has no promised time, so any volunteer calls",
        "have no promised time, so any volunteer calls",
    ),
    Left.THEIRS_ALREADY: ("is this volunteer's already", "are this volunteer's already"),
    Left.GONE: ("is not on the list any more", "are not on the list any more"),
    Left.CHANGED: ("was decided otherwise since", "were decided otherwise since"),
}


def preview_words(shown: ManyPreview) -> str:
    """ "12 of 14 will be held; 2 are being called now and are left alone." """
    will, asked = len(shown.will), shown.asked
    verb = _WILL[shown.act][0]
    if not shown.left:
        return f"{'This person' if asked == 1 else f'All {asked:,} people'} {verb}."
    head = f"{will:,} of {asked:,} {verb}" if will else f"None of the {asked:,} {verb}"
    said = [f"{many:,} {_LEFT[why][many != 1]}" for why, many in shown.left]
    alone = "is left alone" if asked - will == 1 else "are left alone"
    return f"{head}; {', '.join(said)} and {alone}."


def verb_words(shown: ManyPreview) -> str:
    """ "Hold 12 people"."""
    return f"{_WILL[shown.act][1]} {count(len(shown.will), 'person', 'people')}"


def done_words(act: ManyAct, done: int, asked: int) -> str:
    """ "12 people are held." and, where it was stopped or somebody went on meanwhile, how many are as before."""
    if not done:
        return "Nobody was changed."
    said = f"{count(done, 'person', 'people')} {_DONE[act][done != 1]}."
    left = asked - done
    if left > 0:
        said += f" {count(left, 'other is', 'others are')} as before."
    return said


def back_words(back: int, asked: int) -> str:
    """What taking an act back did."""
    said = f"{count(back, 'person is', 'people are')} as before again."
    if asked > back:
        stays = "stays" if asked - back == 1 else "stay"
        said += f" {count(asked - back, 'other was', 'others were')} decided otherwise since and {stays}."
    return said


def line_words(line: ManyLine, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """(what, by whom, when and why) of an act on record."""
    today = now.astimezone(zone).date()
    what = f"{count(line.people, 'person', 'people')}: {dict(ACTS)[line.act].partition(':')[0].lower()}"
    when = f"{short_day(line.at.astimezone(zone).date(), today)}, {clock(line.at, zone)}"
    reason = line.reason if line.reason.endswith((".", "!", "?")) else f"{line.reason}."
    said = f"{line.by}, {when}. {reason}"
    if line.taken_back_at is not None:
        back = f"{short_day(line.taken_back_at.astimezone(zone).date(), today)}"
        said += f" Taken back by {line.taken_back_by}, {back}, for {count(line.back, 'person', 'people')}."
    return what[:1].upper() + what[1:], said
