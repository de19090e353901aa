"""`init`, `people`, `packet`, `audit`, `backup`, `restore`, `doctor`, `script`: setting up and keeping a desk."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.bootstrap.checking import health_lines
from callback_desk.bootstrap.make import MadeDesk, NewDesk
from callback_desk.bootstrap.restoring import restore_desk
from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    first_line,
    give,
    input_line,
    office,
    password_from,
    put,
    refuse,
    say,
    sentences,
    signed_in,
)
from callback_desk.domain.access import Role
from callback_desk.domain.unprintable import sentence
from callback_desk.use_cases import backup as backups
from callback_desk.use_cases import people as people_cases
from callback_desk.use_cases import verify_audit as verifying
from callback_desk.use_cases.reading_ladder import do_draws_again
from callback_desk.use_cases.send_packet import Delivery, letters_missing, send_packet

people_app = typer.Typer(no_args_is_help=True, help="Who may sign in.")
_TYPE_BACK_TRIES = 3

audit_app = typer.Typer(no_args_is_help=True, help="The audit trail.")


def init(
    agency: Annotated[str, typer.Option("--agency", help="The department's name.")],
    region: Annotated[str, typer.Option("--region", help="Country, ISO 3166-1, e.g. US.")],
    timezone: Annotated[str, typer.Option("--timezone", help="IANA name, e.g. America/New_York.")],
    supervisor: Annotated[str, typer.Option("--supervisor", help="Name of the first supervisor.")],
    password_file: PasswordOption = None,
    area_code: Annotated[str, typer.Option("--area-code", help="For 7-digit numbers.")] = "",
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a desk and its first supervisor; prints the recovery code once."""
    with sentences():
        here = office(desk)
        asked = NewDesk(
            agency=agency, region=region.upper(), timezone=timezone, supervisor=supervisor, area_code=area_code
        )
        made = here.make(asked, password_from(password_file, "Password for the first supervisor"))
    code = made.recovery_code.text
    say(
        "Write the recovery code down or print it, and keep it in the evidence safe, not at the desk. It is shown once."
    )
    try:
        if as_json:
            give({"desk": str(made.folder), "database_id": made.database_id, "recovery_code": code})
        else:
            put(code)
    except typer.Exit:
        say(
            f"The desk in {made.folder} is made, but its recovery code was not shown, and it is kept nowhere. "
            "Delete the folder and make the desk once more before anybody is put into it."
        )
        raise
    with sentences():
        if sys.stdin.isatty() and _typed_back(made):
            say("The code is right. Put the sheet into the safe now.")
        else:
            say("The code has not been typed back yet; supervisors are reminded until it is.")


def _typed_back(made: MadeDesk) -> bool:
    """Two of the five groups, from the sheet; three tries."""
    for _ in range(_TYPE_BACK_TRIES):
        typed = [input_line(f"Group {group + 1} of the code, from your sheet") for group in made.type_back]
        if made.confirm(typed[0], typed[1]):
            return True
        say("That is not what the code says. Look at the sheet again.")
    return False


@people_app.command("add")
def people_add(
    name: Annotated[str, typer.Argument(help="The person's full name.")],
    role: Annotated[list[Role], typer.Option("--role", help="May be given more than once.")],
    new_password_file: Annotated[Path, typer.Option("--new-password-file", help="First line: the new password.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    extension: Annotated[str, typer.Option("--extension", help="Telephone extension.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Add a person who may sign in."""
    with signed_in(desk, user, password_file) as opened:
        done = people_cases.add_person(
            opened,
            opened.new_operation(),
            name=name,
            roles=frozenset(role),
            password=first_line(new_password_file),
            extension=extension,
        )
        for warning in people_cases.missing_dates(opened, done.id):
            say(warning)
    if as_json:
        give({"id": done.id, "name": name, "roles": sorted(role)})
    else:
        say(f"{name} can sign in now.")


@people_app.command("disable")
def people_disable(
    name: Annotated[str, typer.Argument()],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Take a person's way in away, at once. Everything the person did stays on record."""
    with signed_in(desk, user, password_file) as opened:
        people_cases.disable_person(opened, opened.new_operation(), name=name)
    say(f"{name} cannot sign in any more.")


@people_app.command("list")
def people_list(
    desk: DeskOption = None, user: UserOption = "", password_file: PasswordOption = None, as_json: JsonOption = False
) -> None:
    """Everybody who has or had an account."""
    with signed_in(desk, user, password_file) as opened:
        found = people_cases.list_people(opened)
    if as_json:
        people = [
            {"id": one.id, "name": one.name, "roles": sorted(one.roles), "disabled_at": one.disabled_at}
            for one in found
        ]
        give({"people": people})
        return
    for one in found:
        state = "" if one.disabled_at is None else "\tdisabled"
        put(f"{one.id}\t{one.name}\t{', '.join(sorted(one.roles))}{state}")


def packet(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case number.")],
    to: Annotated[str, typer.Option("--to", help="The recipient, by name.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    pdf_password_file: Annotated[Path | None, typer.Option("--pdf-password-file", help="Encrypts the PDF.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="I have read the lines that were refused; they stay.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why it goes to another one than the records name.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Write the lead sheet of a signed-off call; re-read, checked and logged with its SHA-256."""
    with signed_in(desk, user, password_file) as opened:
        if missing := sentence(letters_missing(opened, case)):
            say(missing)
        sent = send_packet(
            opened,
            opened.new_operation(),
            case_number=case,
            confirmed_case=case,  # typed by hand, once: there is no list here to choose a wrong row from
            recipient_name=to,
            delivery=Delivery(out, password=first_line(pdf_password_file) if pdf_password_file else None),
            reason_other=reason,
            kept=keep,
        )
    if as_json:
        give(
            {
                "sheet": sent.sheet_number,
                "file": str(out),
                "pages": sent.printed.pages,
                "sha256": sent.printed.sha256,
                "bytes": sent.printed.size_bytes,
            }
        )
    else:
        say(f"Lead sheet {sent.sheet_number}, {sent.printed.pages} page, written to {out} and checked.")


@audit_app.command("verify")
def audit_verify(
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    anchor: Annotated[str, typer.Option("--anchor", help="A printed head: A-000123-7F3K-9QZD.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Prove that nothing in the audit trail was changed, removed or added. Exit 0, or 10 + the code."""
    with signed_in(desk, user, password_file) as opened:
        verdict = verifying.verify_audit(opened, anchor)
    if as_json:
        give(
            {
                "finding": verdict.finding.name.lower(),
                "code": int(verdict.finding),
                "events": verdict.events,
                "seq": verdict.seq,
                "sentence": verdict.sentence,
            }
        )
    else:
        put(verdict.sentence)
    if verdict.exit_code:
        raise typer.Exit(verdict.exit_code)


@audit_app.command("draws")
def audit_draws(
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="How far back.")] = 366,
    as_json: JsonOption = False,
) -> None:
    """Draw again which calls were read, from the seed of the desk. Exit 1 when a stored draw is another."""
    with signed_in(desk, user, password_file) as opened:
        now = opened.clock.now()
        found = do_draws_again(opened, now - timedelta(days=days), now + timedelta(days=1))
    other = [int(call_id) for call_id in found.other]
    sentence = (
        f"{found.draws:,} draws done again; {len(other):,} are not what the seed gives: calls {other[:20]}."
        if other
        else f"{found.draws:,} draws done again; each is what the seed gives."
    )
    if as_json:
        give({"draws": found.draws, "other": other, "seed": found.seed_hex, "sentence": sentence})
    else:
        put(sentence)
    if other:
        raise typer.Exit(1)


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a sealed backup; it is opened and proved before it counts."""
    with signed_in(desk, user, password_file) as opened:
        made = backups.make_backup(opened, target)
    if as_json:
        give({"file": str(made.path), "sha256": made.sha256, "bytes": made.size_bytes, "counts": dict(made.counts)})
    else:
        say(f"Backup written to {made.path} and proved.")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE")],
    recovery_code_file: Annotated[Path, typer.Option("--recovery-code-file", help="First line: the recovery code.")],
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup into an empty desk folder, with the printed recovery code."""
    with sentences():
        here = office(desk)
        restored = restore_desk(here, source, first_line(recovery_code_file))
    if as_json:
        give({"desk": str(here.folder), "made_at": restored.made_at, "counts": dict(restored.counts)})
    else:
        say(f"The desk is back as it was on {restored.made_at:%B %d, %Y %H:%M} UTC. Everybody signs in as before.")


def doctor(desk: DeskOption = None, as_json: JsonOption = False) -> None:
    """Look at what can be looked at without a password."""
    with sentences():
        here = office(desk)
        lines = health_lines(here)
    if as_json:
        give({"checks": [{"state": one.state, "what": one.what, "sentence": one.sentence} for one in lines]})
    else:
        for one in lines:
            put(f"{one.state:5} {one.what}: {one.sentence}")
    if any(one.state == "bad" for one in lines):
        refuse("Something needs attention; see the lines that begin with bad.")
