"""A lead sheet as text for a report, and the hash of what it says."""

from __future__ import annotations

from callback_desk.domain.packet_content import content_mark, content_sha
from callback_desk.domain.report_text import report_text

EXPECTED = """\
CASE 26-018834
CALLBACK DESK LEAD SHEET LS-2026-0417
CONTENT {mark}

PROPERTY
1 LAPTOP, DELL, LATITUDE 5420, SERIAL 4KX-0917-QD, GRAY, VALUE $900, READ BACK
1 BOX, RECEIPT 0392-118, NOT READ BACK

NARRATIVE
On November 17, 2026, 10:14 to 10:27 CST, Elena Marchetti told the Callback Desk by telephone, in English (written \
down by volunteer R. Keller, checked by Sgt. D. Whitlock):
1. Laptop serial number: 4KX-0917-QD Read by the victim from the box. Read back.
2. A silver van stood by the side gate on November 9, about 14:00. Told by a sister. Fairly sure. No plate seen. \
The sister may be reached through the victim.
3. A doorbell camera at 214 Alder Court may show the driveway. Told by the neighbor, Mr. Haas, on November 15. \
Very sure. Mr. Haas may be called: 312 555 0158.
Exact words of the victim, read back: "He showed me on his phone that it sees our drive, but he said it only keeps \
two weeks."
Everything else is the volunteer's summary. Lead information from a telephone call; not evidence.
"""


def test_a_sheet_reads_as_a_property_entry_and_sentences(a_packet):
    packet = a_packet()
    assert report_text(packet) == EXPECTED.format(mark=content_mark(packet))


def test_an_article_that_was_corrected_says_so_where_it_is_entered(a_packet):
    correction = {
        "point": 1, "text": "It is 4KX-0917-QE.", "author": "Sgt. D. Whitlock", "at": "2026-11-18T15:00:00+00:00",
        "reason": "Heard wrongly.",
    }  # fmt: skip
    text = report_text(a_packet({"corrections": [correction]}))
    assert "SERIAL 4KX-0917-QD, GRAY, VALUE $900, READ BACK, CORRECTED SINCE, SEE 1 BELOW" in text
    assert "Corrected November 18, 2026, 09:00 by Sgt. D. Whitlock: It is 4KX-0917-QE." in text


def test_how_to_reach_the_victim_is_not_in_the_report(a_packet):
    text = report_text(a_packet({"reach.0.number": "Mobile 312 555 0199", "wants": "Zanzibar"}))
    assert "0199" not in text and "Zanzibar" not in text


def test_a_line_feed_in_a_text_makes_no_line_of_the_entry(a_packet):
    text = report_text(a_packet({"property_lines.0.color": "gray\n9 GOLD BARS", "points.0.text": "a\nPROPERTY\nb"}))
    assert [line for line in text.splitlines() if line.startswith(("9 ", "PROPERTY"))] == ["PROPERTY"]


def test_every_copy_has_the_hash_of_what_it_says_and_of_nothing_else(a_packet):
    first = content_sha(a_packet())
    copies = ({"printed.copy": 2}, {"anchor": "A-000999-7F3K-9QZD"}, {"sheet_number": "LS-2026-0999"})
    for copy in (*copies, {"recipient.name": "Det. A. Other"}, {"versions": ["Rules later"]}):
        assert content_sha(a_packet(copy)) == first
    for said in ({"points.1.text": "A silver van."}, {"property_lines.0.identifier": "4KX-0917-QO"}, {"wants": ""}):
        assert content_sha(a_packet(said)) != first
    assert content_mark(a_packet()).replace(" ", "").lower() == first[:8]
