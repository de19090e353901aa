"""A whole script of ten rows, sound as it stands: tests change one thing in it."""

from __future__ import annotations

SETTINGS = (
    "form_title ¦ form_id ¦ version ¦ default_language ¦ namespaces\n"
    'Small ¦ small ¦ 1 ¦ English (en) ¦ desk="urn:callback-desk:script:1"'
)
SURVEY = """
type ¦ name ¦ label::English (en) ¦ hint::English (en) ¦ relevant ¦ required ¦ calculation ¦ bind::desk:needs ¦ bind::desk:opens ¦ bind::desk:opens_when ¦ bind::desk:consent ¦ bind::desk:aside ¦ bind::desk:fallback_en ¦ bind::desk:stage
calculate ¦ first_name ¦ ¦ ¦ ¦ ¦ pulldata('open', 'first_name', 'row', 'this') ¦ ¦ ¦ ¦ ¦ ¦ you ¦
calculate ¦ offense ¦ ¦ ¦ ¦ ¦ pulldata('case', 'offense_plain', 'row', 'this') ¦ person ¦ ¦ ¦ ¦ ¦ it ¦
select_one who ¦ who ¦ Who answered? ¦ Hello, is that ${first_name}? ¦ ¦ yes ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ opening
select_one gone ¦ other ¦ What did they say? ¦ I will try again. ¦ ${who} = 'other' ¦ yes ¦ ¦ ¦ ¦ ¦ ¦ someone_else ¦ ¦ opening
select_one yn ¦ safe ¦ Safe to talk? ¦ Can you talk now? ¦ ${who} = 'here' ¦ yes ¦ ¦ ¦ safe ¦ yes ¦ ¦ ¦ ¦ safe
select_one gone ¦ not_safe ¦ Another time ¦ I will try again. ¦ ${safe} = 'no' ¦ yes ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ safe
select_one yn ¦ person ¦ Right person? ¦ In which month was it? ¦ ¦ yes ¦ ¦ safe ¦ person ¦ yes ¦ ¦ ¦ ¦ person
select_one gone ¦ not_person ¦ Not the person ¦ Thank you. ¦ ${person} = 'no' ¦ yes ¦ ¦ safe ¦ ¦ ¦ ¦ ¦ ¦ person
select_one yn ¦ agreed ¦ May we go on? ¦ It is about the ${offense}. ¦ ¦ yes ¦ ¦ person ¦ ¦ ¦ tip ¦ ¦ ¦ consent
select_one gone ¦ close ¦ Say goodbye ¦ Thank you. ¦ ¦ yes ¦ ¦ person ¦ ¦ ¦ ¦ ¦ ¦ close
"""  # noqa: E501  # a sheet's heading is one line
CHOICES = """
list_name ¦ name ¦ label::English (en) ¦ outcome ¦ say_en
who ¦ here ¦ Here ¦ ¦
who ¦ other ¦ Someone else ¦ ¦
yn ¦ yes ¦ Yes ¦ ¦
yn ¦ no ¦ No ¦ ¦
gone ¦ done ¦ Done ¦ talked_all ¦
card_never_say ¦ a ¦ Who it was ¦ ¦
card_they_ask ¦ b ¦ The detective? ¦ ¦ Please call us.
card_words ¦ danger ¦ Danger ¦ ¦ Dial 911.
card_words ¦ complaint ¦ Complaint ¦ ¦ I pass it on.
card_words ¦ praise ¦ Praise ¦ ¦ Thank you.
card_voicemail ¦ none ¦ None ¦ ¦
card_voicemail ¦ name_only ¦ Name ¦ ¦ It is me.
card_voicemail ¦ name_and_callback ¦ Both ¦ ¦ Call me.
"""


def sheet(name: str, rows: str) -> str:
    """One sheet as Markdown; cells are parted by "¦"."""
    lines = [line.strip() for line in rows.strip().splitlines()]
    return "\n".join(
        [f"| {name} |", *("| | " + " | ".join(cell.strip() for cell in line.split("¦")) + " |" for line in lines)]
    )


def small_script(*pairs: tuple[str, str]) -> str:
    """The workbook as Markdown with some words replaced: small_script(("old", "new"), ...)."""
    survey, choices, settings = SURVEY, CHOICES, SETTINGS
    for old, new in pairs:
        assert any(old in one for one in (survey, choices, settings)), old
        survey, choices, settings = (one.replace(old, new) for one in (survey, choices, settings))
    return "\n".join([sheet("settings", settings), sheet("survey", survey), sheet("choices", choices)])
