"""Is the trail whole? One sentence a chief understands, and a line for a machine."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.audit_verify import Verdict, parse_anchor
from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases.desk import Desk, check, declared, writing


def verify_audit(desk: Desk, anchor: str = "") -> Verdict:
    """Walk every chain, with the heads remembered outside the database and one printed anchor
    (A-000123-7F3K-9QZD) if given; the look is on record itself.

    Raises DeskFault when the anchor cannot be read.
    """
    check(desk, Act.VERIFY_AUDIT)
    try:
        anchors = (parse_anchor(anchor),) if anchor.strip() else ()
    except ValueError as error:
        raise DeskFault(
            "This is not an anchor. It looks like A-000123-7F3K-9QZD and stands at the foot of a page."
        ) from error
    verdict = desk.storage.verify_audit(anchors, desk.keys.remembered_heads())
    with writing(desk, Act.VERIFY_AUDIT) as work:
        work.record(Event.AUDIT_VERIFY, kind="audit", id=int(verdict.finding), outcome="ok")
    return verdict


declared(verify_audit, Act.VERIFY_AUDIT, writes=True)
