"""A signed document is the document that was checked, and behind it one signature of the agency and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pikepdf

from callback_desk.documents.self_check import SheetNotRight
from callback_desk.documents.signature import SIGNATURE_FIELD, read_certificate, read_signatures
from callback_desk.documents.signer import Signer

#: What a signature's revision may add to an object of the document: to its catalog, and to the page it hangs on.
_ADDED_TO_CATALOG: Final = frozenset({"/AcroForm", "/Extensions", "/Version"})
_ADDED_TO_PAGE: Final = frozenset({"/Annots"})
#: And the three objects it brings, by their keys: a form, its one field without room on the page, the signature.
_FORM: Final = frozenset({"/Fields", "/SigFlags"})
_FIELD: Final = frozenset({"/F", "/FT", "/P", "/Rect", "/Subtype", "/T", "/Type", "/V"})
_SIGNATURE: Final = frozenset({"/ByteRange", "/Contents", "/Filter", "/M", "/SubFilter", "/Type"})


def check_signed(content: bytes, unsigned: bytes, signer: Signer, password: str | None) -> None:
    """Read content, the whole signed file, beside the document it was made of. Raises SheetNotRight, DeskBug."""
    if not content.startswith(unsigned) or unsigned.count(b"%%EOF") != 1 or content.count(b"%%EOF") != 2:
        raise _wrong("revisions", "it is not the document with one revision behind it")
    _check_objects(content, unsigned, password)
    found = read_signatures(content, password)
    if len(found) != 1 or not found[0].proves:
        raise _wrong("not_proved", "its signature does not prove the whole file")
    if found[0].fingerprint != read_certificate(signer).fingerprint:
        raise _wrong("other_certificate", "its signature names another certificate")


def _check_objects(content: bytes, unsigned: bytes, password: str | None) -> None:
    before_file, after_file = BytesIO(unsigned), BytesIO(content)
    with (
        pikepdf.open(before_file, password=password or "") as before,
        pikepdf.open(after_file, password=password or "") as after,
    ):
        was = {one.objgen: one for one in before.objects}
        catalog, pages = before.Root.objgen, {page.objgen for page in before.pages}
        signed_pages, brought = 0, []
        for one in after.objects:
            old = was.get(one.objgen)
            if old is None:
                if not _is_of_file(one):
                    brought.append(one)
                continue
            if _is_of_file(one) and _is_of_file(old):
                continue
            added = _added(old, one)
            if added and one.objgen in pages and added <= _ADDED_TO_PAGE:
                signed_pages += 1
            elif added and not (one.objgen == catalog and added <= _ADDED_TO_CATALOG):
                raise _wrong("changed", "signing changed the document itself")
        if signed_pages != 1 or len(brought) != 3:
            raise _wrong("brought", "signing added more than a signature")
        if {_keys(one) for one in brought} != {_FORM, _FIELD, _SIGNATURE}:
            raise _wrong("brought", "signing added something else than a signature")
        (field,) = (one for one in brought if _keys(one) == _FIELD)
        shown = [float(edge) for edge in field["/Rect"].as_list()] != [0.0] * 4
        if shown or field["/FT"] != pikepdf.Name("/Sig") or str(field["/T"]) != SIGNATURE_FIELD:
            raise _wrong("field", "its signature has a place on the page")


def _is_of_file(one: pikepdf.Object) -> bool:
    """Tables and containers of a file, no part of what it says."""
    return isinstance(one, pikepdf.Stream) and str(one.get("/Type", "")) in {"/XRef", "/ObjStm"}


def _keys(one: pikepdf.Object) -> frozenset[str]:
    return frozenset(one.keys()) if isinstance(one, pikepdf.Dictionary) else frozenset()


def _added(old: pikepdf.Object, new: pikepdf.Object) -> frozenset[str]:
    """Keys that only the new one has. Raises SheetNotRight when anything the old one says is said differently."""
    before, after = _said(old), _said(new)
    if any(key not in after or (after[key] != words) for key, words in before.items() if key not in _ADDED_TO_CATALOG):
        raise _wrong("changed", "signing changed the document itself")
    return frozenset(key for key, words in after.items() if before.get(key) != words)


def _said(one: pikepdf.Object) -> dict[str, bytes]:
    """An object in bytes by key; what is no dictionary stands under ""."""
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return {"": one.unparse(resolved=True)}
    said = {str(key): _bytes(value) for key, value in one.items()}
    if isinstance(one, pikepdf.Stream):
        said[""] = one.read_raw_bytes()
    return said


def _bytes(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode("utf-8")


def _wrong(code: str, what: str) -> SheetNotRight:
    return SheetNotRight(
        f"The document was signed and is not right: {what}. Nothing was written.", code=f"signature.{code}"
    )
