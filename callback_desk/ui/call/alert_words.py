"""What is said beside the questions, in danger or to somebody upset: the words of the script, else ours."""

from __future__ import annotations

from typing import Final

from callback_desk.domain.concerns import ConcernKind
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.sheet import said
from callback_desk.ui.components import Words

SLOW_DOWN: Final = "slow_down"
SELF_HARM: Final = "self_harm"
SAFE_CONTACT: Final = "safe_contact"
# The ladder of a national telephone survey (research, section 2.2): ask, then stop and refer, then hand over.
_OURS: Final = {
    SLOW_DOWN: {
        "en": "Is it all right to go on? We can slow down, leave this question out, or stop.",
        "es": "¿Está bien si seguimos? Podemos ir más despacio, dejar esta pregunta o terminar.",
    },
    ConcernKind.DISTRESS.value: {
        "en": "We can stop here. I am sorry this is so hard. My supervisor can tell you who could help. Thank you for "
        "talking with me.",
        "es": "Podemos terminar aquí. Siento que sea tan difícil. Mi supervisor puede decirle quién podría ayudar. "
        "Gracias por hablar conmigo.",
    },
    SAFE_CONTACT: {
        "en": "If we call again: is this number still the safe one, and may we leave a message? Is there a time that "
        "is better, or anyone who should not answer?",
        "es": "Si volvemos a llamar: ¿este número sigue siendo seguro, y podemos dejar un mensaje? ¿Hay una hora "
        "mejor, o alguien que no deba contestar?",
    },
}


def words_for(hand: CallInHand, name: str) -> Words:
    """The words of a card by its name, in the language of the moment; "" where nobody has any."""
    card = hand.nav.cards.words.get(name)
    if card is not None and card.words:
        return said(card.words)
    ours = _OURS.get(name, {})
    return ours.get(hand.nav.language, ours.get("en", ""))
