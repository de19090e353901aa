"""A call about a report that lists things already: said once on the sheet, in both languages, and not asked again."""

from __future__ import annotations

from pathlib import Path

from scripts.make_export import ALREADY, HEADINGS
from tests.journeys.call_hands import name_of, one_step, to_question
from tests.journeys.windows import Seat, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, bring_in, plain_rows, write_rows

THING = {
    "Property Description": "Trek touring bicycle of J. Moss; laptop",
    "Serial Number": "WTU210K4417; C02XK1",
    "Witnesses": "Moss, Ida",
    "Video": "Yes",
}
SAID_ES = "El reporte ya menciona una bicicleta y una computadora portátil, cada cosa con su número."
SAID = "The report already lists a bicycle and a laptop, each with its number."


def everybody_has_it(world: World, tmp_path: Path) -> None:
    """The newest export says it of all twelve people of the desk: whoever is called first, has it."""
    desk = world.enter(SERGEANT)
    rows = [
        {**row, **dict.fromkeys(ALREADY, ""), **THING, "Offense Code": "23H", "Offense Description": "THEFT BICYCLE"}
        for row in plain_rows(12, desk.clock.now().date())
    ]
    bring_in(desk, write_rows(tmp_path / "property.csv", rows, (*HEADINGS, *ALREADY)))
    world.close()


def _in_spanish(seat: Seat) -> None:
    for button, said in (("language_es", SAID_ES), ("language_en", SAID)):
        seat.named(button).click()
        seat.saved()
        assert said in seat.seen()


def test_it_is_said_once_and_only_the_rest_is_asked(qtbot, world: World, tmp_path: Path) -> None:
    everybody_has_it(world, tmp_path)
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        shown = [seat.seen()]
        seat.to_what_is_new()
        asked = []
        while name_of(seat) != "contacted":
            asked.append(name_of(seat))
            shown.append(seat.seen())
            assert (SAID in seat.seen()) is (name_of(seat) == "bicycle_looks")
            if name_of(seat) == "bicycle_looks":
                _in_spanish(seat)
            one_step(seat)
        assert asked == ["new_open", "bicycle_looks", "seen_for_sale", "camera_more", "others_since"]
        to_question(seat, "corrections")
        shown.append(seat.seen())
        for word in ("Trek", "Moss", "WTU210K4417", "C02XK1", "Ida"):
            assert not any(word in text for text in shown), word
