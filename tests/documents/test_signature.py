"""The agency's signature: the checked document, one revision behind it, and nothing a person did not ask for."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest

from callback_desk.documents import signature_check
from callback_desk.documents.closed_loop import run_closed
from callback_desk.documents.make import make_packet_pdf
from callback_desk.documents.self_check import SheetNotRight
from callback_desk.documents.self_check import read_pages as pages_of
from callback_desk.documents.signature import read_certificate, read_signatures, refuse_without_package, sign_pdf
from callback_desk.documents.signature_check import check_signed
from callback_desk.documents.signer import Signer
from callback_desk.domain.errors import DeskBug, DeskFault
from tests.documents.certificates import HOLDER, PASSPHRASE, agency_p12

pytest.importorskip("pyhanko")


@pytest.fixture
def signer() -> Signer:
    return Signer(agency_p12(), PASSPHRASE)


@pytest.fixture
def signed(a_packet, tmp_path, fonts_dir, signer):
    """signed(password) -> the signed bytes and the document they were made of."""

    def make(password=None):
        plain = make_packet_pdf(a_packet(), tmp_path / "plain.pdf", fonts_dir=fonts_dir, password=password)
        out = make_packet_pdf(a_packet(), tmp_path / "s.pdf", fonts_dir=fonts_dir, password=password, signer=signer)
        content = out.path.read_bytes()
        ends = [found.end() for found in re.finditer(rb"%%EOF\r?\n?", content)]
        assert len(ends) == 2
        if password is None:
            assert content[: ends[0]] == plain.path.read_bytes()
        return content, content[: ends[0]]

    return make


@pytest.mark.parametrize("password", [None, "correct horse ü"])
def test_a_signed_sheet_proves_itself_and_says_what_the_unsigned_one_says(signed, signer, password):
    content, unsigned = signed(password)
    (read,) = read_signatures(content, password)
    assert read.proves
    assert read.fingerprint == read_certificate(signer).fingerprint
    assert pages_of(content, password) == pages_of(unsigned, password)
    with pikepdf.open(BytesIO(content), **({} if password is None else {"password": password})) as pdf:
        assert "/Metadata" not in pdf.Root
        assert {str(pdf.docinfo[key]) for key in ("/Creator", "/Producer")} == {str(pdf.docinfo["/Author"])}
    assert b"pyHanko" not in content


@pytest.mark.parametrize(("kind", "usage"), [("ec", None), ("rsa", "sign"), ("rsa", "repudiate")])
def test_certificates_as_authorities_issue_them_sign(signed, kind, usage):
    _, unsigned = signed()
    other = Signer(agency_p12(kind=kind, usage=usage), PASSPHRASE)
    check_signed(sign_pdf(unsigned, other, None), unsigned, other, None)


def test_one_changed_letter_is_found(signed, signer):
    content, unsigned = signed()
    place = unsigned.index(b"stream") + 20
    changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    assert not read_signatures(changed, None)[0].proves
    with pytest.raises(DeskBug):
        check_signed(changed, changed[: len(unsigned)], signer, None)


def test_what_is_written_behind_the_signature_is_found(signed, signer):
    content, unsigned = signed()
    twice = sign_pdf(unsigned, signer, None) + b"\n% more\n"
    with pytest.raises(SheetNotRight):
        check_signed(twice, unsigned, signer, None)
    with pytest.raises(SheetNotRight) as told:
        check_signed(content + content[len(unsigned) :], unsigned, signer, None)
    assert told.value.code == "signature.revisions"


def test_an_unsigned_document_is_no_signed_one(signed, signer):
    _, unsigned = signed()
    with pytest.raises(SheetNotRight):
        check_signed(unsigned, unsigned, signer, None)


def test_a_signature_with_another_certificate_is_found(signed):
    content, unsigned = signed()
    with pytest.raises(SheetNotRight) as told:
        check_signed(content, unsigned, Signer(agency_p12(), PASSPHRASE), None)
    assert told.value.code == "signature.other_certificate"


def test_a_signer_that_adds_more_than_a_signature_is_found(signed, signer):
    """pyHanko by itself writes its name and the time into the file's information."""
    _, unsigned = signed()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    talks = signers.SimpleSigner.load_pkcs12_data(signer.pkcs12, (), PASSPHRASE.encode())
    about = signers.PdfSignatureMetadata(field_name="AgencySignature", subfilter=fields.SigSeedSubFilter.PADES)
    content = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(unsigned)), about, talks).getvalue()
    with pytest.raises(SheetNotRight) as told:
        check_signed(content, unsigned, signer, None)
    assert told.value.code == "signature.changed"


def test_a_sheet_whose_signature_is_not_right_gets_no_name(a_packet, tmp_path, fonts_dir, signer, monkeypatch):
    monkeypatch.setattr(signature_check, "read_signatures", lambda content, password: ())
    with pytest.raises(SheetNotRight):
        make_packet_pdf(a_packet(), tmp_path / "s.pdf", fonts_dir=fonts_dir, signer=signer)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("held", "passphrase", "code"),
    [
        (agency_p12(), "another", "signature.not_opened"),
        (b"no PKCS#12 file", PASSPHRASE, "signature.not_opened"),
        (agency_p12(with_key=False), PASSPHRASE, "signature.no_key"),
    ],
    ids=["passphrase", "other file", "no key"],
)
def test_what_cannot_sign_gets_a_sentence_and_no_line_in_a_log(signed, held, passphrase, code, caplog):
    _, unsigned = signed()
    with caplog.at_level(logging.DEBUG), pytest.raises(DeskFault) as told:
        sign_pdf(unsigned, Signer(held, passphrase), None)
    assert told.value.code == code
    assert "Nothing was written." in told.value.sentence
    assert not caplog.records


def test_signing_leaves_no_line_in_a_log(signed, caplog):
    with caplog.at_level(logging.DEBUG):
        signed()
    assert not [one for one in caplog.records if one.name.startswith("pyhanko")]


def test_neither_file_nor_passphrase_is_shown(signer):
    assert PASSPHRASE not in repr(signer) and "pkcs12" not in repr(signer)


def test_until_when_it_is_good_is_read_to_the_second():
    now = datetime(2031, 3, 16, 6, 0, tzinfo=UTC)
    found = read_certificate(Signer(agency_p12(days=(0, 40), now=now), PASSPHRASE))
    assert (found.holder, found.valid_from, found.valid_until) == (HOLDER, now, now + timedelta(days=40))
    assert found.said == f"{HOLDER}, valid until April 25, 2031"
    assert "valid from March 16, 2031 only" in found.refusal_at(now - timedelta(seconds=1))
    assert found.refusal_at(now) == "" and found.refusal_at(found.valid_until - timedelta(seconds=1)) == ""
    assert "was valid until April 25, 2031" in found.refusal_at(found.valid_until)
    assert not found.ends_soon(now) and found.ends_soon(now + timedelta(days=10))


def test_without_the_package_a_sentence_says_how_to_get_it(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("callback_desk.documents.signature.importlib.import_module", missing)
    with pytest.raises(DeskFault, match="the extra `sign`"):
        refuse_without_package()


def test_work_that_would_wait_for_a_network_is_a_fault_and_no_wait():
    import asyncio

    async def waits():
        await asyncio.get_running_loop().create_future()

    async def sleeps():
        await asyncio.sleep(3600)

    for steps in (waits, sleeps):
        with pytest.raises(DeskBug):
            run_closed(steps())
