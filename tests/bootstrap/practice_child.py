"""A program that practices at a desk and then waits to be killed: practice_child.py FOLDER NAME PASSWORD."""

from __future__ import annotations

import sys
from pathlib import Path

from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.practice import PracticeRoom
from callback_desk.domain.call import CallDraft
from callback_desk.use_cases import next_call, save_call, start_call
from callback_desk.use_cases.sign_in import sign_in

TYPED = "a silver van by the side gate"


def main(folder: str, name: str, password: str) -> None:
    office = Office(Path(folder))
    room = PracticeRoom(office, sign_in(office.locked(), name, password))
    desk = room.begin(room.book.card("calm"))
    card = next_call.claim_next(desk, desk.new_operation())
    assert card is not None
    op = desk.new_operation()
    started = start_call.start_call(desk, op, card.callback_id, card.fence, card.phones[0].id)
    save_call.save_draft(desk, started.call_id, started.fence, CallDraft('{"step": 3}', typed=TYPED))
    sys.stdout.write("practicing\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
