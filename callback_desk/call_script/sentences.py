"""The navigator's own few sentences, in the languages of the shipped scripts."""

from __future__ import annotations

from typing import Final

_EN: Final = {
    "required": "This one needs an answer before you go on.",
    "constraint": "That answer does not fit here. Check it and type it again.",
    "no_choice": "That key has no answer here.",
    "integer": "Type a whole number, for example 3.",
    "decimal": "Type a number, for example 2.5.",
    "date": "That day cannot be read. Month comes first, for example 11/14.",
    "time": "That time cannot be read. For example 2:30 PM.",
    "datetime": "That moment cannot be read. Month comes first, for example 11/14 2:30 PM.",
    "question": "Question {n}",
    "of": "{stage}, {i} of {n}",
    "line_of": "Line {i} of {n}",
    "too_long": "That is longer than 10,000 letters. Make two lines of it.",
    "rank": "Give every answer a place, or none of them.",
    "acknowledge": "Press 1 when it is done.",
    "acknowledged": "OK",
    "another": "Is there one more?",
    "another_about": ": is there one more?",
    "another_yes": "Yes, one more",
    "another_no": "No, that is all",
    "too_many_rounds": "That is more than 50 rounds, and 50 is the most. Type a smaller number.",
}
_ES: Final = {
    "required": "Esta pregunta necesita una respuesta antes de continuar.",
    "constraint": "Esa respuesta no corresponde aquí. Revísela y escríbala de nuevo.",
    "no_choice": "Esa tecla no tiene respuesta aquí.",
    "integer": "Escriba un número entero, por ejemplo 3.",
    "decimal": "Escriba un número, por ejemplo 2.5.",
    "date": "Ese día no se entiende. Primero el mes, por ejemplo 11/14.",
    "time": "Esa hora no se entiende. Por ejemplo 2:30 PM.",
    "datetime": "Ese momento no se entiende. Primero el mes, por ejemplo 11/14 2:30 PM.",
    "question": "Pregunta {n}",
    "of": "{stage}, {i} de {n}",
    "line_of": "Línea {i} de {n}",
    "too_long": "Eso pasa de 10,000 letras. Divídalo en dos líneas.",
    "rank": "Dé un lugar a cada respuesta, o a ninguna.",
    "acknowledge": "Oprima 1 cuando esté hecho.",
    "acknowledged": "De acuerdo",
    "another": "¿Hay otro más?",
    "another_about": ": ¿hay otro más?",
    "another_yes": "Sí, otro más",
    "another_no": "No, es todo",
    "too_many_rounds": "Son más de 50 vueltas, y 50 es lo máximo. Escriba un número menor.",
}
_TABLES: Final = {"en": _EN, "es": _ES}


def sentence(code: str, language: str, **parts: object) -> str:
    return _TABLES.get(language, _EN)[code].format(**parts)
