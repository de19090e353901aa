"""The card and the slips for the days nobody is at the callback desk."""

from __future__ import annotations

import pypdfium2

from callback_desk.domain.paper import PaperKind
from callback_desk.use_cases import agency_settings, dispatch_slip
from callback_desk.use_cases.dispatch_slip import SENTENCE
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask


def test_there_is_one_sentence_to_say_and_no_person_on_it(world: World) -> None:
    ruth = world.enter(RUTH)
    document = dispatch_slip.dispatch_slips(ruth)
    assert [part.text for part in document.parts if part.kind is PaperKind.SAY] == [SENTENCE]
    words = "\n".join(part.text + part.note + " ".join(part.items) for part in document.parts)
    names = ask(ruth, "SELECT first FROM victims UNION SELECT last FROM victims UNION SELECT number FROM cases")
    assert len(names) > 12
    assert [name for (name,) in names if name and str(name) in words] == []
    assert words.count("Slip for the callback desk") == 4
    assert "Ask the supervisor for the days" in words


def test_the_staffed_hours_stand_on_it_and_the_pdf_can_be_read(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    shifts = {"calendar": {"shifts": ["thursday 13:00-16:30", "tuesday 9:00-12:00"]}}
    agency_settings.change_settings(sergeant, sergeant.new_operation(), shifts)
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("slips.pdf")
    printed = dispatch_slip.print_dispatch_slips(sergeant, target)
    made = pypdfium2.PdfDocument(target)
    text = "\n".join(made[page].get_textpage().get_text_range() for page in range(len(made)))
    made.close()
    assert printed.pages == 3
    assert text.index("Tuesday, 9:00 AM to 12:00 PM") < text.index("Thursday, 1:00 PM to 4:30 PM")
    assert "Does not want to be called" in text
