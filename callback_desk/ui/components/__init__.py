"""The parts every page is built of. Import from here: `from callback_desk.ui.components import PrimaryButton`.

A part is loaded when somebody asks for it by name (PEP 562): the sign-in page waits for none that it does not show.
Text given to a part is plain text, whoever wrote it. Sizes given are px at 100 %; the theme scales them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from callback_desk.ui.components.base import (
        Run,
        TextBlock,
        Themed,
        Words,
        as_runs,
        empty_out,
        laid_out_once,
        plain,
        set_shown,
        unbroken,
    )
    from callback_desk.ui.components.buttons import (
        ButtonSize,
        DangerButton,
        DeskButton,
        PrimaryButton,
        QuietButton,
        SecondaryButton,
    )
    from callback_desk.ui.components.capture import CaptureLine, KeptLine, KeptLines
    from callback_desk.ui.components.card import Card, HairLine, Icon, PageHead, Scroller
    from callback_desk.ui.components.checks import CheckRow
    from callback_desk.ui.components.chip import (
        Chip,
        ChipLook,
        ChipState,
        KeyCap,
        MaskedBox,
        SavedMark,
        Tone,
        chip_look,
    )
    from callback_desk.ui.components.choice_list import ChoiceList, ChoiceRows
    from callback_desk.ui.components.choices import Choice, NumberedChoice, Squeeze
    from callback_desk.ui.components.dialog import Dialog
    from callback_desk.ui.components.fields import (
        ComboField,
        DeskCombo,
        Field,
        LineEdit,
        PasswordField,
        TextField,
    )
    from callback_desk.ui.components.icon_button import IconButton
    from callback_desk.ui.components.notice import EmptyState, NoticeBar, ProgressBar, Toast, strong_then
    from callback_desk.ui.components.paragraph import Label, Paragraph
    from callback_desk.ui.components.rails import AppMark, LeftRail, NavItem
    from callback_desk.ui.components.reason import ReasonBeside
    from callback_desk.ui.components.say import (
        ASK_IF_NOT_SAID,
        SAY,
        SAY_AND_NO_MORE,
        SAY_THEN_LISTEN,
        DoLine,
        WordsToSay,
    )
    from callback_desk.ui.components.sections import SectionList, SectionRow
    from callback_desk.ui.components.stages import Stage, StageRail
    from callback_desk.ui.components.stats import BarStrip, Pile, StatTile
    from callback_desk.ui.components.steps import StageState, StepsHead
    from callback_desk.ui.components.table import CellRole, RowDelegate, TableView

_HOMES: Final = {
    "base": "Run TextBlock Themed Words as_runs empty_out laid_out_once plain set_shown unbroken",
    "buttons": "ButtonSize DangerButton DeskButton PrimaryButton QuietButton SecondaryButton",
    "capture": "CaptureLine KeptLine KeptLines",
    "card": "Card HairLine Icon PageHead Scroller",
    "checks": "CheckRow",
    "chip": "Chip ChipLook ChipState KeyCap MaskedBox SavedMark Tone chip_look",
    "choice_list": "ChoiceList ChoiceRows",
    "choices": "Choice NumberedChoice Squeeze",
    "dialog": "Dialog",
    "fields": "ComboField DeskCombo Field LineEdit PasswordField TextField",
    "icon_button": "IconButton",
    "notice": "EmptyState NoticeBar ProgressBar Toast strong_then",
    "paragraph": "Label Paragraph",
    "rails": "AppMark LeftRail NavItem",
    "reason": "ReasonBeside",
    "say": "ASK_IF_NOT_SAID SAY SAY_AND_NO_MORE SAY_THEN_LISTEN DoLine WordsToSay",
    "sections": "SectionList SectionRow",
    "stages": "Stage StageRail",
    "stats": "BarStrip Pile StatTile",
    "steps": "StageState StepsHead",
    "table": "CellRole RowDelegate TableView",
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """A part by its name; from then on it is found without asking. Raises AttributeError for another name."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    part = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = part
    return part


__all__ = [
    "ASK_IF_NOT_SAID",
    "SAY",
    "SAY_AND_NO_MORE",
    "SAY_THEN_LISTEN",
    "AppMark",
    "BarStrip",
    "ButtonSize",
    "CaptureLine",
    "Card",
    "CellRole",
    "CheckRow",
    "Chip",
    "ChipLook",
    "ChipState",
    "Choice",
    "ChoiceList",
    "ChoiceRows",
    "ComboField",
    "DangerButton",
    "DeskButton",
    "DeskCombo",
    "Dialog",
    "DoLine",
    "EmptyState",
    "Field",
    "HairLine",
    "Icon",
    "IconButton",
    "KeptLine",
    "KeptLines",
    "KeyCap",
    "Label",
    "LeftRail",
    "LineEdit",
    "MaskedBox",
    "NavItem",
    "NoticeBar",
    "NumberedChoice",
    "PageHead",
    "Paragraph",
    "PasswordField",
    "Pile",
    "PrimaryButton",
    "ProgressBar",
    "QuietButton",
    "ReasonBeside",
    "RowDelegate",
    "Run",
    "SavedMark",
    "Scroller",
    "SecondaryButton",
    "SectionList",
    "SectionRow",
    "Squeeze",
    "Stage",
    "StageRail",
    "StageState",
    "StatTile",
    "StepsHead",
    "TableView",
    "TextBlock",
    "TextField",
    "Themed",
    "Toast",
    "Tone",
    "Words",
    "WordsToSay",
    "as_runs",
    "chip_look",
    "empty_out",
    "laid_out_once",
    "plain",
    "set_shown",
    "strong_then",
    "unbroken",
]
