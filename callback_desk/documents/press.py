"""The press: a process of its own that draws lead sheets, one request a line, so that a slow or broken page never
holds the window and one warm process serves a whole job. See press_lines for what is said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

from callback_desk.documents.make import make_packet_pdf, warm
from callback_desk.documents.packet_json import packet_from_dict
from callback_desk.documents.paper_pages import make_paper
from callback_desk.documents.press_lines import answer_of, refusal_of, signer_of
from callback_desk.domain.errors import DeskBug, DeskError
from callback_desk.domain.packet_content import JsonValue
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.paper_size import PaperSize


def main(requests: TextIO | None = None, answers: TextIO | None = None) -> int:
    """Serve until the requests end. Returns the exit code, 0."""
    source = sys.stdin if requests is None else requests
    sink = sys.stdout if answers is None else answers
    for line in source:
        sink.write(json.dumps(_answer(line)) + "\n")
        sink.flush()
    return 0


def _answer(line: str) -> dict[str, JsonValue]:
    try:
        request: JsonValue = json.loads(line)
        return _serve(request)
    except DeskError as error:
        return refusal_of(error)
    except ValueError as error:
        return refusal_of(_not_a_request(type(error).__name__))
    except Exception as error:
        return refusal_of(DeskBug("The lead sheet could not be drawn.", code=f"documents.{type(error).__name__}"))


def _serve(request: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(request, dict) or not isinstance(fonts_dir := request.get("fonts_dir"), str):
        raise _not_a_request("fonts_dir")
    if "packet" not in request and "paper" not in request:
        warm(Path(fonts_dir))
        return {"done": True, "warm": True}
    target, password = request.get("target"), request.get("password")
    if not isinstance(target, str) or not isinstance(password, str | None):
        raise _not_a_request("target")
    size, signer = _size(request.get("size")), signer_of(request.get("signer"))
    if isinstance(paper := request.get("paper"), dict):
        document = PaperDocument.from_dict(paper)
        made = make_paper(
            document, Path(target), fonts_dir=Path(fonts_dir), size=size, password=password, signer=signer
        )
        return answer_of(made)
    packet = packet_from_dict(request["packet"])
    return answer_of(
        make_packet_pdf(packet, Path(target), fonts_dir=Path(fonts_dir), password=password, size=size, signer=signer)
    )


def _size(value: JsonValue) -> PaperSize:
    try:
        return PaperSize(str(value))
    except ValueError:
        raise _not_a_request("size") from None


def _not_a_request(what: str) -> DeskBug:
    return DeskBug(f"The press was asked for something that is no request: {what}.", code="documents.press_request")


if __name__ == "__main__":
    sys.exit(main())
