"""Who may do what, and what each role may see: data, with floors (CJIS AC-5 and AC-6, ASVS 8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person is enrolled for. Several may be held; each act is done in exactly one."""

    VOLUNTEER = "volunteer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Act(StrEnum):
    """One thing a person does; one use case each. A use case without an act fails the role test."""

    # calling
    SEE_SHIFT = "see_shift"
    CLAIM_NEXT = "claim_next"
    RELEASE_CLAIM = "release_claim"
    HEARTBEAT = "heartbeat"
    READ_CARD = "read_card"
    START_CALL = "start_call"
    DID_NOT_DIAL = "did_not_dial"
    SAVE_CALL = "save_call"
    RESUME_CALL = "resume_call"
    FINISH_CALL = "finish_call"
    MAKE_APPOINTMENT = "make_appointment"
    RAISE_CONCERN = "raise_concern"
    SET_DO_NOT_CONTACT = "set_do_not_contact"
    RANG_BACK = "rang_back"
    PRACTICE = "practice"
    ENTER_PAPER = "enter_paper"
    LOG_MESSAGE = "log_message"
    # the list of people to call
    BOARD = "board"
    SEARCH_QUEUE = "search_queue"
    WHY = "why"
    DECIDE_HOLD = "decide_hold"
    RAISE_HOLD = "raise_hold"
    CLEAR_DO_NOT_CONTACT = "clear_do_not_contact"
    CLEAR_SAFETY_FLAG = "clear_safety_flag"
    SET_SHIFT = "set_shift"
    PIN = "pin"
    SETTLE_DEBRIEF = "settle_debrief"
    ENTER_DATES = "enter_dates"
    TAKE_BREAK = "take_break"
    VIEW_AS = "view_as"
    # intake
    IMPORT_FILE = "import_file"
    TYPE_PERSON = "type_person"
    UNDO_IMPORT = "undo_import"
    LIST_BATCHES = "list_batches"
    SETTLE_SCREENING = "settle_screening"
    MANAGE_LAYOUTS = "manage_layouts"
    EXPORT_ROWS_TO_CORRECT = "export_rows_to_correct"
    # review and paper
    REVIEW_CALLS = "review_calls"
    SIGN_OFF = "sign_off"
    SEND_BACK = "send_back"
    CORRECT_TIP = "correct_tip"
    SCORE_CALL = "score_call"
    MOVE_ON_LADDER = "move_on_ladder"
    SETTLE_CONCERN = "settle_concern"
    SETTLE_PROMISE = "settle_promise"
    SETTLE_MESSAGE = "settle_message"
    SEND_PACKET = "send_packet"
    RECEIVE_RECEIPT = "receive_receipt"
    EXPORT_MANY = "export_many"
    KEEP_FEEDBACK = "keep_feedback"
    SEE_FIGURES = "see_figures"
    MAKE_REPORT = "make_report"
    # scripts and rules
    CHECK_SCRIPT = "check_script"
    PUBLISH_SCRIPT = "publish_script"
    PRINT_PAPER_SCRIPT = "print_paper_script"
    CHANGE_RULES = "change_rules"
    LOOSEN_RULE = "loosen_rule"
    CHANGE_SETTINGS = "change_settings"
    CHANGE_RECIPIENTS = "change_recipients"
    # people and keys
    LIST_PEOPLE = "list_people"
    ADD_PERSON = "add_person"
    CHANGE_ROLES = "change_roles"
    DISABLE_PERSON = "disable_person"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of an act, not a secret
    RELEASE_LOCKOUT = "release_lockout"
    CHANGE_OWN_PASSWORD = "change_own_password"  # noqa: S105 - the name of an act, not a secret
    NEW_RECOVERY_CODE = "new_recovery_code"
    ADMIT_ACCOUNT = "admit_account"
    ROTATE_KEYS = "rotate_keys"
    # records
    MAKE_BACKUP = "make_backup"
    RESTORE_BACKUP = "restore_backup"
    RUN_RETENTION = "run_retention"
    VERIFY_AUDIT = "verify_audit"
    PRIVACY_FACTS = "privacy_facts"
    READ_EXPORTS = "read_exports"
    SUBJECT_ACCESS = "subject_access"
    READ_AUDIT = "read_audit"
    READ_OWN_SIGN_INS = "read_own_sign_ins"
    WEEKLY_REVIEW = "weekly_review"


_V, _S, _ADM, _AUD = Role.VOLUNTEER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR
_EVERYONE = frozenset(Role)
_CALLER = frozenset({_V})
_SUPERVISOR = frozenset({_S})
_SIGNERS = frozenset({_S, _ADM})

SHIPPED: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.SEE_SHIFT: _CALLER,
        Act.CLAIM_NEXT: _CALLER,
        Act.RELEASE_CLAIM: _CALLER,
        Act.HEARTBEAT: _CALLER,
        Act.READ_CARD: _CALLER,
        Act.START_CALL: _CALLER,
        Act.DID_NOT_DIAL: _CALLER,
        Act.SAVE_CALL: _CALLER,
        Act.RESUME_CALL: _CALLER,
        Act.FINISH_CALL: _CALLER,
        Act.MAKE_APPOINTMENT: frozenset({_V, _S}),
        Act.RAISE_CONCERN: frozenset({_V, _S}),
        Act.SET_DO_NOT_CONTACT: frozenset({_V, _S}),
        Act.RANG_BACK: frozenset({_V, _S}),
        Act.PRACTICE: frozenset({_V, _S}),
        Act.ENTER_PAPER: frozenset({_V, _S}),
        Act.LOG_MESSAGE: frozenset({_V, _S}),
        Act.BOARD: _SUPERVISOR,
        Act.SEARCH_QUEUE: _SUPERVISOR,
        Act.WHY: _SUPERVISOR,
        Act.DECIDE_HOLD: _SUPERVISOR,
        Act.RAISE_HOLD: _SUPERVISOR,
        Act.CLEAR_DO_NOT_CONTACT: _SUPERVISOR,
        Act.CLEAR_SAFETY_FLAG: _SUPERVISOR,
        Act.SET_SHIFT: _SUPERVISOR,
        Act.PIN: _SUPERVISOR,
        Act.SETTLE_DEBRIEF: _SUPERVISOR,
        Act.ENTER_DATES: _SIGNERS,
        Act.TAKE_BREAK: _CALLER,
        Act.VIEW_AS: _SUPERVISOR,
        Act.IMPORT_FILE: _SUPERVISOR,
        Act.TYPE_PERSON: _SUPERVISOR,
        Act.UNDO_IMPORT: _SUPERVISOR,
        Act.LIST_BATCHES: _SUPERVISOR,
        Act.SETTLE_SCREENING: _SUPERVISOR,
        Act.MANAGE_LAYOUTS: _SUPERVISOR,
        Act.EXPORT_ROWS_TO_CORRECT: _SUPERVISOR,
        Act.REVIEW_CALLS: _SUPERVISOR,
        Act.SIGN_OFF: _SUPERVISOR,
        Act.SEND_BACK: _SUPERVISOR,
        Act.CORRECT_TIP: _SUPERVISOR,
        Act.SCORE_CALL: _SUPERVISOR,
        Act.MOVE_ON_LADDER: _SUPERVISOR,
        Act.SETTLE_CONCERN: _SUPERVISOR,
        Act.SETTLE_PROMISE: _SUPERVISOR,
        Act.SETTLE_MESSAGE: _SUPERVISOR,
        Act.SEND_PACKET: _SUPERVISOR,
        Act.RECEIVE_RECEIPT: _SUPERVISOR,
        Act.EXPORT_MANY: _SUPERVISOR,
        Act.KEEP_FEEDBACK: _SUPERVISOR,
        Act.SEE_FIGURES: _SUPERVISOR,
        Act.MAKE_REPORT: _SUPERVISOR,
        Act.CHECK_SCRIPT: frozenset({_V, _S, _ADM}),
        Act.PUBLISH_SCRIPT: _SUPERVISOR,
        Act.PRINT_PAPER_SCRIPT: frozenset({_V, _S}),
        Act.CHANGE_RULES: _SUPERVISOR,
        Act.LOOSEN_RULE: _SUPERVISOR,
        Act.CHANGE_SETTINGS: _SIGNERS,
        Act.CHANGE_RECIPIENTS: _SUPERVISOR,
        Act.LIST_PEOPLE: frozenset({_S, _ADM, _AUD}),
        Act.ADD_PERSON: frozenset({_ADM}),
        Act.CHANGE_ROLES: frozenset({_ADM}),
        Act.DISABLE_PERSON: _SIGNERS,  # a leaver goes at once, whoever of the two is there
        Act.RESET_PASSWORD: _SIGNERS,
        Act.RELEASE_LOCKOUT: _SIGNERS,
        Act.CHANGE_OWN_PASSWORD: _EVERYONE,
        Act.NEW_RECOVERY_CODE: _SIGNERS,
        Act.ADMIT_ACCOUNT: _SIGNERS,
        Act.ROTATE_KEYS: frozenset({_ADM}),
        Act.MAKE_BACKUP: _SIGNERS,
        Act.RESTORE_BACKUP: frozenset({_ADM}),
        Act.RUN_RETENTION: frozenset({_ADM}),
        Act.VERIFY_AUDIT: frozenset({_S, _AUD, _ADM}),  # says whole or not; shows no content
        Act.PRIVACY_FACTS: frozenset({_S, _AUD, _ADM}),  # counts alone
        Act.SUBJECT_ACCESS: _SUPERVISOR,
        Act.READ_EXPORTS: frozenset({_S, _AUD}),  # an auditor sees a case number masked
        Act.READ_AUDIT: frozenset({_AUD}),
        Act.READ_OWN_SIGN_INS: _EVERYONE,
        Act.WEEKLY_REVIEW: frozenset({_S, _AUD}),
    }
)

# Another human signs too (product.md section 5); where none comes the act is filed and waits 24 hours.
SECOND_PERSON: frozenset[Act] = frozenset(
    {
        Act.RUN_RETENTION,
        Act.LOOSEN_RULE,
        Act.CLEAR_SAFETY_FLAG,
        Act.RESTORE_BACKUP,
        Act.EXPORT_MANY,
        Act.SUBJECT_ACCESS,
        Act.NEW_RECOVERY_CODE,
        Act.ROTATE_KEYS,
    }
)

# The password is asked for again, with five minutes' grace (IA-11; security.md C13).
STEP_UP: frozenset[Act] = frozenset(
    {
        Act.SEND_PACKET,
        Act.EXPORT_MANY,
        Act.EXPORT_ROWS_TO_CORRECT,
        Act.SUBJECT_ACCESS,
        Act.ADD_PERSON,
        Act.CHANGE_ROLES,
        Act.RESET_PASSWORD,
        Act.RESTORE_BACKUP,
        Act.RUN_RETENTION,
        Act.NEW_RECOVERY_CODE,
        Act.ADMIT_ACCOUNT,
        Act.ROTATE_KEYS,
    }
)

EXPORT_WITHOUT_SECOND = 25  # records; one more needs a second person (ASVS 2.4.1)

# A supervisor rings as a volunteer, never as a supervisor: the step is in the audit line's role (AC-6(2)).
_STEPS_INTO: Mapping[Role, Role] = MappingProxyType({Role.SUPERVISOR: Role.VOLUNTEER})
# Least privilege first: who holds two roles that both carry an act does it in the smaller one.
_SMALLEST_FIRST = (Role.VOLUNTEER, Role.AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class AccessTable:
    """Which roles carry which act at this agency. An agency may tighten `SHIPPED`, never loosen it."""

    carries: Mapping[Act, frozenset[Role]]

    def may(self, roles: Iterable[Role], act: Act) -> Role | None:
        """The role in which a holder of `roles` does `act`; None when none carries it.

        A role held directly goes before one stepped into, and the smaller before the larger.
        """
        held = frozenset(roles)
        carrying = self.carries.get(act, frozenset())
        for role in _SMALLEST_FIRST:
            if role in held and role in carrying:
                return role
        for role in _SMALLEST_FIRST:
            into = _STEPS_INTO.get(role)
            if role in held and into is not None and into in carrying:
                return into
        return None

    def tightened(self, changes: Mapping[Act, frozenset[Role]]) -> AccessTable:
        """This table with fewer roles on some acts.

        Raises ValueError when a change adds a role (loosening) or leaves an act that nobody may do.
        """
        carries = dict(self.carries)
        for act, roles in changes.items():
            if not roles <= carries.get(act, frozenset()):
                raise ValueError(f"{act.value}: an agency may take roles away from an act, not add them")
            if not roles:
                raise ValueError(f"{act.value}: at least one role must keep this act")
            carries[act] = roles
        return AccessTable(MappingProxyType(carries))


ACCESS = AccessTable(SHIPPED)


def may(roles: Iterable[Role], act: Act) -> Role | None:
    """`ACCESS.may`: the role in which `act` is done, or None."""
    return ACCESS.may(roles, act)


def is_signer(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles can be a second person or release a lock-out."""
    return not _SIGNERS.isdisjoint(roles)
