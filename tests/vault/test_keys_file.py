"""desk.keys: made, opened, unlocked, refused."""

from __future__ import annotations

import base64
import json
import os
import pickle
import stat
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskBug, DiskFull, KeysUnavailable, WrongPassword
from callback_desk.domain.ids import StaffId
from callback_desk.vault import atomic_file
from callback_desk.vault.device_secret import MemoryKeyring
from callback_desk.vault.key_changes import add_slot, change_password, replace_slot
from callback_desk.vault.keys_document import encode
from callback_desk.vault.keys_file import open_keys
from callback_desk.vault.new_keys import create_keys
from callback_desk.vault.secret import SecretKey
from callback_desk.vault.slots import PRODUCTION, Kdf, KdfCost

if TYPE_CHECKING:
    from pathlib import Path

    from tests.vault.conftest import Desk, SeededRandom


def test_the_same_keys_come_back_with_name_and_password(desk: Desk) -> None:
    again = desk.keys().unlock("Maria Okafor", desk.maria_slot.password, desk.noon)
    assert (again.user_id, again.roles) == (desk.maria_slot.user_id, desk.maria_slot.roles)
    assert (again.master, again.dek, again.device) == (desk.maria.master, desk.maria.dek, desk.maria.device)
    assert again.audit_key == desk.maria.audit_key
    assert again.db_file == "desk-000001.db"
    assert again.backup_key() == desk.maria.backup_key() != again.heads_key()


@pytest.mark.parametrize("typed", ["maria okafor", "  MARIA   OKAFOR ", "Maria Okafor"])
def test_a_name_is_compared_without_case_and_spaces(desk: Desk, typed: str) -> None:
    assert desk.keys().unlock(typed, desk.maria_slot.password, desk.noon).user_id == 1


def test_a_password_is_taken_after_nfc(desk: Desk) -> None:
    composed, decomposed = "caf\u00e9 on the corner", "cafe\u0301 on the corner"
    add_slot(desk.keys(), desk.maria, replace(desk.walter_slot, name="Zo\u00eb", password=composed))
    assert desk.keys().unlock("Zoe\u0308", decomposed, desk.noon).user_id == 2


def test_a_long_password_is_not_cut(desk: Desk) -> None:
    long = "x" * 127
    add_slot(desk.keys(), desk.maria, replace(desk.walter_slot, password=long + "a"))
    with pytest.raises(WrongPassword):
        desk.keys().unlock("Walter Penn", long + "b", desk.noon)
    assert desk.keys().unlock("Walter Penn", long + "a", desk.noon).user_id == 2


def test_a_wrong_name_and_a_wrong_password_say_the_same_and_cost_the_same(desk: Desk) -> None:
    steps: list[str] = []
    desk.step.append(steps.append)
    told, cost, writes = [], [], []
    for name, password in (("Maria Okafor", "not her password"), ("Nobody Here", "not her password")):
        keys = desk.keys()
        desk.kdf.asked.clear()
        steps.clear()
        with pytest.raises(WrongPassword) as refused:
            keys.unlock(name, password, desk.noon)
        told.append((refused.value.sentence, refused.value.code))
        cost.append(list(desk.kdf.asked))
        writes.append(list(steps))
    assert told[0] == told[1]
    assert cost[0] == cost[1] == [desk.kdf.cost]
    assert writes[0] == writes[1] != []


def test_the_file_is_for_its_owner_only_and_holds_no_name(desk: Desk) -> None:
    content = desk.path.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    for secret in (desk.maria.master, desk.maria.dek, desk.maria.device):
        assert secret.reveal() not in content
        assert base64.b64encode(secret.reveal()) not in content
    assert b"Maria" not in content
    plain = json.loads(content)
    assert set(plain) == {"format", "version", "db_id", "store", "recovery", "admissions", "outer"}


def test_keys_hide_themselves(desk: Desk) -> None:
    assert "hidden" in repr(desk.maria.master)
    hexes = (desk.maria.master.reveal().hex(), repr(desk.maria.master.reveal()))
    for shown in (repr(desk.maria), repr(desk.keys().document()), repr(desk.maria_slot), repr(desk.code)):
        assert not any(h in shown for h in hexes)
        assert desk.maria_slot.password not in shown
        assert desk.code.groups[0] not in shown
    with pytest.raises(TypeError):
        pickle.dumps(desk.maria.master)


def test_a_closed_session_holds_no_key(desk: Desk) -> None:
    keys = [desk.maria.master, desk.maria.dek, desk.maria.device, desk.maria.audit_key]
    desk.maria.close()
    assert all(k.wiped for k in keys)
    with pytest.raises(ValueError, match="locked"):
        desk.maria.dek.reveal()


def test_a_desk_is_never_made_twice_in_one_folder(desk: Desk) -> None:
    before = desk.path.read_bytes()
    with pytest.raises(KeysUnavailable) as refused:
        create_keys(
            desk.path,
            db_id="77" * 16,
            first=desk.maria_slot,
            store=desk.store,
            random=desk.random,
            now=desk.noon,
            kdf=desk.kdf,
        )
    assert refused.value.code == "keys-exist"
    assert desk.path.read_bytes() == before
    assert desk.store.read("77" * 16) is None


def _opened_with(desk: Desk, store: MemoryKeyring) -> str:
    before = sorted((p.name, p.read_bytes()) for p in desk.path.parent.iterdir() if p.suffix != ".lock")
    with pytest.raises(KeysUnavailable) as refused:
        open_keys(desk.path, store, random=desk.random, kdf=desk.kdf)
    after = sorted((p.name, p.read_bytes()) for p in desk.path.parent.iterdir() if p.suffix != ".lock")
    assert before == after, "a refusal changes nothing and makes no database"
    assert refused.value.sentence.endswith(".")
    return refused.value.code


def test_an_empty_key_store_is_refused(desk: Desk) -> None:
    assert _opened_with(desk, MemoryKeyring()) == "secret-missing"


def test_another_key_store_is_refused(desk: Desk) -> None:
    other = MemoryKeyring("KWallet")
    other.write(desk.db_id, desk.maria.device)
    assert _opened_with(desk, other) == "store-differs"


def test_another_secret_is_refused(desk: Desk) -> None:
    desk.store.write(desk.db_id, SecretKey(bytes(32)))
    assert _opened_with(desk, desk.store) == "keys-not-opened"


def test_a_missing_file_is_refused_and_not_made(desk: Desk) -> None:
    desk.path.unlink()
    assert _opened_with(desk, desk.store) == "keys-missing"
    assert not desk.path.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"SQLite format 3\x00", b"[" * 100_000, b"9" * 5_000, b" " * 5_000_000],
)
def test_what_is_not_a_keys_file_is_refused(desk: Desk, content: bytes) -> None:
    desk.path.write_bytes(content)
    assert _opened_with(desk, desk.store) == "keys-damaged"


def test_a_newer_keys_file_is_refused(desk: Desk) -> None:
    top = json.loads(desk.path.read_bytes())
    desk.path.write_text(json.dumps({**top, "version": 2}))
    assert _opened_with(desk, desk.store) == "keys-newer"


def _leaves(node: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in _leaves(value, (*path, key))]
    return [path]


def _changed(value: object) -> object:
    if isinstance(value, str):
        middle = len(value) // 2
        return value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :]
    return 7 if value is None or isinstance(value, list) else int(str(value)) + 1


def test_a_change_to_any_field_of_the_file_is_noticed(desk: Desk) -> None:
    whole = json.loads(desk.path.read_bytes())
    fields = _leaves(whole)
    assert len(fields) >= 11
    for place in fields:
        copy = json.loads(json.dumps(whole))
        holder = copy
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = _changed(holder[place[-1]])
        desk.path.write_text(json.dumps(copy))
        with pytest.raises(KeysUnavailable):
            desk.keys()


def test_a_part_of_an_older_file_does_not_fit_a_newer_one(desk: Desk) -> None:
    old = json.loads(desk.path.read_bytes())
    add_slot(desk.keys(), desk.maria, desk.walter_slot)
    new = json.loads(desk.path.read_bytes())
    desk.path.write_text(json.dumps({**new, "outer": old["outer"]}))
    assert desk.keys().document().contents.revision == 1  # a put-back sealed part shows by its revision
    desk.path.write_text(json.dumps({**new, "recovery": {**new["recovery"], "number": 2}}))
    assert _opened_with(desk, desk.store) == "keys-not-opened"


@pytest.mark.parametrize(
    "change",
    [
        {"user_id": StaffId(9)},
        {"roles": (Role.ADMINISTRATOR,)},
        {"number": 2},
        {"epoch": 2},
        {"cost": KdfCost(128, 1, 1)},
        {"salt": bytes(16)},
        {"sealed": bytes(60)},
    ],
)
def test_a_slot_is_bound_to_everything_that_stands_in_it(desk: Desk, change: dict[str, object]) -> None:
    """Somebody who holds the device secret still cannot give a slot other roles or another owner."""
    document = desk.keys().document()
    (slot,) = document.contents.slots
    forged = replace(document, contents=replace(document.contents, slots=(replace(slot, **change),)))
    desk.path.write_bytes(encode(forged, desk.maria.device, desk.random))
    with pytest.raises(WrongPassword):
        desk.keys().unlock("Maria Okafor", desk.maria_slot.password, desk.noon)


@pytest.mark.parametrize(
    "cost", [KdfCost(8, 1, 1), KdfCost(2**32, 1, 1), KdfCost(65_536, 2**32, 1), KdfCost(64, 1, 0), KdfCost(64, 1, 9)]
)
def test_a_cost_below_the_floor_or_above_the_ceiling_is_refused_before_any_work(desk: Desk, cost: KdfCost) -> None:
    document = desk.keys().document()
    (slot,) = document.contents.slots
    forged = replace(document, contents=replace(document.contents, slots=(replace(slot, cost=cost),)))
    desk.path.write_bytes(encode(forged, desk.maria.device, desk.random))
    desk.kdf.asked.clear()
    with pytest.raises(KeysUnavailable) as refused:
        desk.keys().unlock("Maria Okafor", desk.maria_slot.password, desk.noon)
    assert refused.value.code == "keys-cost"
    assert desk.kdf.asked == []


def test_cheap_keys_never_go_with_a_real_key_store(tmp_path: Path, desk: Desk) -> None:
    class RealStore(MemoryKeyring):
        for_tests = False

    with pytest.raises(DeskBug):
        create_keys(
            tmp_path / "other.keys",
            db_id="77" * 16,
            first=desk.maria_slot,
            store=RealStore(),
            random=desk.random,
            now=desk.noon,
            kdf=Kdf.cheap(),
        )
    assert not (tmp_path / "other.keys").exists()


def test_the_real_cost_opens_and_an_older_slot_is_sealed_anew_at_sign_in(
    tmp_path: Path, seeded: SeededRandom, desk: Desk
) -> None:
    path, store = tmp_path / "real" / "desk.keys", MemoryKeyring()
    path.parent.mkdir()
    older = Kdf(KdfCost(47_104, 1, 1))
    create_keys(path, db_id=desk.db_id, first=desk.maria_slot, store=store, random=seeded, now=desk.noon, kdf=older)
    keys = open_keys(path, store, random=seeded)  # no `kdf`: production
    keys.unlock("Maria Okafor", desk.maria_slot.password, desk.noon)
    assert [s.cost for s in keys.document().contents.slots] == [PRODUCTION]
    assert keys.unlock("Maria Okafor", desk.maria_slot.password, desk.noon).user_id == 1


def test_a_one_time_password_ends_after_its_hours(desk: Desk) -> None:
    until = desk.noon + timedelta(hours=72)
    add_slot(desk.keys(), desk.maria, replace(desk.walter_slot, temporary_until=until))
    session = desk.keys().unlock("Walter Penn", desk.walter_slot.password, until - timedelta(seconds=1))
    assert session.must_change
    with pytest.raises(WrongPassword) as refused:
        desk.keys().unlock("Walter Penn", desk.walter_slot.password, until)
    assert refused.value.code == "one-time-over"
    change_password(desk.keys(), session, old=desk.walter_slot.password, new="grey heron by the weir", now=desk.noon)
    assert not session.must_change
    later = desk.keys().unlock("Walter Penn", "grey heron by the weir", until + timedelta(days=30))
    assert not later.must_change


def test_the_one_time_limit_cannot_be_taken_off_without_the_password(desk: Desk) -> None:
    add_slot(desk.keys(), desk.maria, replace(desk.walter_slot, temporary_until=desk.noon))
    document = desk.keys().document()
    freed = tuple(replace(s, temporary_until=None) for s in document.contents.slots)
    forged = replace(document, contents=replace(document.contents, slots=freed))
    desk.path.write_bytes(encode(forged, desk.maria.device, desk.random))
    with pytest.raises(WrongPassword):
        desk.keys().unlock("Walter Penn", desk.walter_slot.password, desk.noon)


def test_a_full_disk_does_not_keep_the_right_person_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongPassword):
        desk.keys().unlock("Maria Okafor", "wrong for once", desk.noon)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    keys = desk.keys()
    monkeypatch.setattr(atomic_file.os, "fsync", full)
    before = desk.path.read_bytes()
    session = keys.unlock("Maria Okafor", desk.maria_slot.password, desk.noon)
    assert session.failed_tries == 1
    with pytest.raises(DiskFull):
        replace_slot(keys, session, replace(desk.maria_slot, password="another long one"))
    assert desk.path.read_bytes() == before
    assert not list(desk.path.parent.glob("*.new"))


def test_a_session_from_before_a_change_of_keys_can_change_nothing(desk: Desk) -> None:
    desk.maria.master = SecretKey(bytes(32))
    with pytest.raises(KeysUnavailable) as refused:
        add_slot(desk.keys(), desk.maria, desk.walter_slot)
    assert refused.value.code == "keys-changed"
