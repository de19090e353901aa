"""The agency's signature on what leaves: on, with which certificate, and off. The trail says who and when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.errors import DeskError
from callback_desk.domain.exports import ExportKind
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.table import TableFile
from callback_desk.use_cases.desk import Desk, Work, asks, declared, writing

_NOTE: Final = "agency-signature"  # fingerprint of the certificate, 64 hex digits; "" for none
#: What goes to a detective, to the chief and to the public. Pages for the desk's own use stay as they are.
_SIGNED: Final = frozenset({ExportKind.LEAD_SHEET, ExportKind.REPORT, ExportKind.PUBLIC_SUMMARY})


@dataclass(frozen=True, slots=True)
class SignatureState:
    """Whether this desk signs, and with what. `trouble` says why this computer cannot; there is no certificate then."""

    on: bool
    certificate: Certificate | None = None
    trouble: str = ""
    ends_soon: bool = False


@asks(Act.CHANGE_SETTINGS)
def _kept(work: Work) -> str:
    """Fingerprint of the certificate that signs at this desk; "" when nothing is signed."""
    return work.uow.desk.note(_NOTE)


def set_signature(desk: Desk, source: Path, passphrase: str) -> Certificate:
    """Sign from now on with this PKCS#12 file. Raises NotAllowed, DeskFault, KeysUnavailable; all is as it was then."""
    _kept(desk)  # who may not is refused before the file is looked at
    found = desk.press.set_certificate(source, passphrase)
    with writing(desk, Act.CHANGE_SETTINGS) as work:
        _put(work, found.fingerprint)
    return found


def signature_state(desk: Desk) -> SignatureState:
    """Looks at the certificate's file, so never on the window's thread. Raises NotAllowed."""
    fingerprint = _kept(desk)
    if not fingerprint:
        return SignatureState(on=False)
    try:
        found = desk.press.certificate(fingerprint)
    except DeskError as trouble:
        return SignatureState(on=True, trouble=trouble.sentence)
    return SignatureState(on=True, certificate=found, ends_soon=found.ends_soon(desk.clock.now()))


def end_signature(desk: Desk) -> None:
    """Sign no more; this computer forgets the passphrase. Raises NotAllowed, DeskFault."""
    with writing(desk, Act.CHANGE_SETTINGS) as work:
        _put(work, "")
    desk.press.remove_certificate()


def signs_with(work: Work, kind: ExportKind, content: object) -> str:
    """Fingerprint of the certificate that signs such a document; "" when it leaves unsigned."""
    web = isinstance(content, PaperDocument) and content.web
    if kind not in _SIGNED or web or isinstance(content, TableFile):
        return ""
    return work.uow.desk.note(_NOTE)


def _put(work: Work, fingerprint: str) -> None:
    work.uow.desk.put_note(_NOTE, fingerprint, by=work.by, at=work.now)
    work.record(
        Event.SETTINGS_CHANGE,
        kind="desk",
        id=work.desk.info.database_id,
        groups=1,
        signing=int(bool(fingerprint)),
        certificate=fingerprint,
    )


declared(signature_state, Act.CHANGE_SETTINGS, writes=False)
declared(set_signature, Act.CHANGE_SETTINGS, writes=True)
declared(end_signature, Act.CHANGE_SETTINGS, writes=True)
