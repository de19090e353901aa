"""Form fields: label above, control, a line of help or what is wrong below. No placeholder stands for a label."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from callback_desk.ui.components.base import Themed, mnemonic_safe, set_shown
from callback_desk.ui.components.buttons import QuietButton
from callback_desk.ui.components.card import Icon
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.icons import pixmap


class LineEdit(Themed, QLineEdit):
    """A line to type in, 44 high, with an icon left if wanted. Colours come from the style sheet."""

    def __init__(self, name: str, *, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self.setFixedHeight(theme.px(44))
        self.setTextMargins(theme.px(28) if self._icon_name else 0, 0, self.textMargins().right(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon_name:
            theme = self.theme
            painter = QPainter(self)
            drawn = pixmap(self._icon_name, "ink2", 20, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(theme.px(13), round((self.height() - theme.px(20)) / 2)), drawn)
            painter.end()


class _LabeledField(Themed, QWidget):
    """Label, control, help or error. The label is the control's buddy and its accessible name."""

    def __init__(self, label: str, control: QWidget, help_text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.label = Label(mnemonic_safe(label), face="strong")
        self.label.setBuddy(control)  # some screen readers name a list by its label alone
        set_shown(self.label, bool(label))
        self._control = control
        control.setAccessibleName(label or control.accessibleName())
        self._column.addWidget(self.label)
        self._column.addWidget(control)
        self._below = QHBoxLayout()
        self._warning = Icon("warning", "warn", size_px=18, beside="meta")
        self._words = Paragraph(help_text, face="meta", color="ink2", full_width=True)
        self._below.addWidget(self._warning, 0, Qt.AlignmentFlag.AlignTop)
        self._below.addWidget(self._words, 1)
        self._column.addLayout(self._below)
        self._help = help_text
        self._wrong = False
        self.set_error("")

    @property
    def error(self) -> str:
        return self._words.text() if self._warning.isVisibleTo(self) else ""

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with what stands in the field; "" when nothing is."""
        set_shown(self._warning, bool(sentence))
        self._words.set_color("warn" if sentence else "ink2")
        self._words.set_words(sentence or self._help)
        set_shown(self._words, bool(sentence or self._help))
        self._control.setAccessibleDescription(sentence or self._help)
        if self._wrong != bool(sentence):
            self._wrong = bool(sentence)
            self._control.setProperty("wrong", self._wrong)
            self._control.style().unpolish(self._control)
            self._control.style().polish(self._control)
            self._control.update()

    def ask(self, label: str, help_text: str) -> None:
        """Another question in the same field: its words, and nothing wrong yet. What stands in it is the caller's."""
        self._help = help_text
        self.label.setText(mnemonic_safe(label))
        set_shown(self.label, bool(label))
        self._control.setAccessibleName(label)
        self.set_error("")

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(6))
        self._below.setSpacing(self.theme.px(8))


class Field(_LabeledField):
    """A label above a line. `text_changed(str)` with every letter, `entered()` on Enter."""

    text_changed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        help_text: str = "",
        icon_name: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.edit = LineEdit(label, icon_name=icon_name)
        self.edit.setText(text)
        self.edit.setPlaceholderText(hint)
        super().__init__(label, self.edit, help_text, parent)
        self.edit.textChanged.connect(self.text_changed)
        self.edit.returnPressed.connect(self.entered)
        self.setFocusProxy(self.edit)
        self._style_now()

    @property
    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)


class TextField(_LabeledField):
    """A label above several lines of plain text. Tab leaves it."""

    text_changed = Signal()

    def __init__(
        self, label: str, text: str = "", *, help_text: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        self._lines = lines
        super().__init__(label, self.edit, help_text, parent)
        self.edit.textChanged.connect(self.text_changed)
        self.setFocusProxy(self.edit)
        self._style_now()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        self.edit.setPlainText(text)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self.edit.setFixedHeight(theme.line_px("body") * self._lines + theme.px(24))
        self.edit.setCursorWidth(theme.px(2))


class PasswordField(_LabeledField):
    """A password: dots, *Show* as a word, no clipboard out. `entered()` on Enter."""

    text_changed = Signal(str)
    entered = Signal()

    def __init__(self, label: str = "Password", *, help_text: str = "", parent: QWidget | None = None) -> None:
        self.edit = LineEdit(label, icon_name="lock")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        super().__init__(label, self.edit, help_text, parent)
        self.show_words = QuietButton("Show", icon_name="eye", parent=self.edit)
        self.show_words.setAccessibleName("Show the password")
        self.show_words.setCheckable(True)
        self.show_words.toggled.connect(self._on_toggled)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self.text_changed)
        self.edit.returnPressed.connect(self.entered)
        self.setFocusProxy(self.edit)
        self._style_now()

    @property
    def text(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self.show_words.setChecked(False)

    def _on_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_words.set_label("Hide" if shown else "Show")
        self.show_words.setAccessibleName("Hide the password" if shown else "Show the password")
        self.show_words.set_icon("eye-off" if shown else "eye")
        self._place()

    def _place(self) -> None:
        size = self.show_words.sizeHint()
        inset = self.theme.px(2)
        self.show_words.setGeometry(
            self.edit.width() - size.width() - inset,
            inset,
            size.width(),
            self.edit.height() - 2 * inset,
        )
        self.edit.setTextMargins(self.theme.px(28), 0, size.width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)


class DeskCombo(Themed, QComboBox):
    """A closed list, 44 high, its chevron from our set. The wheel changes nothing while it has no focus."""

    def __init__(self, name: str, *, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("withIcon", bool(icon_name))
        self._style_now()

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self.theme
        painter = QPainter(self)
        side = theme.px(20)
        top = round((self.height() - side) / 2)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(QPointF(self.width() - side - theme.px(12), top), pixmap("chevron-down", "ink", 20, ratio))
        if self._icon_name:
            painter.drawPixmap(QPointF(theme.px(13), top), pixmap(self._icon_name, "ink2", 20, ratio))
        painter.end()


class ComboField(_LabeledField):
    """A label above a closed list of (value, words). `value_chosen(object)` by hand, not by program."""

    value_chosen = Signal(object)

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[object, str]] = (),
        *,
        help_text: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.combo = DeskCombo(label, icon_name=icon_name)
        super().__init__(label, self.combo, help_text, parent)
        self.set_options(options)
        self.combo.activated.connect(self._on_activated)
        self.setFocusProxy(self.combo)
        self._style_now()

    @property
    def value(self) -> object:
        return self.combo.currentData()

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        self.combo.clear()
        for value, words in options:
            self.combo.addItem(words, value)

    def set_value(self, value: object) -> None:
        """Show a value; one that is not in the list leaves the list as it is."""
        for index in range(self.combo.count()):
            if self.combo.itemData(index) == value:
                self.combo.setCurrentIndex(index)

    def _on_activated(self, index: int) -> None:
        self.value_chosen.emit(self.combo.itemData(index))
