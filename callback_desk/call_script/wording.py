"""Words with facts piped in. A fact from behind a gate goes only into the words of a question behind that gate."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callback_desk.call_script.form import ByLanguage, Question, Template
from callback_desk.call_script.live import LiveForm

BLANK = "____"  # stands where a fact is missing and has no other word


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    strong: bool = False  # piped in: a name, a time


@dataclass(frozen=True, slots=True)
class Words:
    segments: tuple[Segment, ...] = ()
    missing: tuple[str, ...] = ()  # names of facts that had neither a value nor a fallback

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    def __bool__(self) -> bool:
        return bool(self.segments)


def in_language(texts: ByLanguage, form_default: str, language: str) -> Template:
    """That language's words, else the script's own language, else none."""
    return texts.get(language) or texts.get(form_default) or ()


def words(texts: ByLanguage, live: LiveForm, question: Question, key: str) -> Words:
    template = in_language(texts, live.form.default_language, live.language)
    segments: list[Segment] = []
    missing: list[str] = []
    for part in template:
        if not part.expression:
            segments.append(Segment(part.text))
            continue
        sources = live.piped_from((part,), question)
        name = sources[0].name if sources else part.expression
        allowed = all(live.may_hear(source, question) for source in sources)
        value = live.text(part.expression, question, key) if allowed else ""
        if sources and sources[0].when_known:
            segments.append(Segment(value))  # a sentence of its own, or nothing
            continue
        other = sources[0].fallback.get(live.language, "") if sources and allowed else ""
        if value:
            segments.append(Segment(value, strong=len(template) > 1))  # a fact that is the whole sentence is no name
        elif other:
            segments.append(Segment(other))
        else:
            segments.append(Segment(BLANK))
            missing.append(name)
    return Words(_closed_up(segments), tuple(missing))


def _closed_up(segments: list[Segment]) -> tuple[Segment, ...]:
    """Without the sentences that are not said, and without the blank that stood between each and what follows."""
    kept: list[Segment] = []
    left_out = False
    for segment in segments:
        text = segment.text
        if left_out and (not kept or kept[-1].text.endswith(" ")):
            text = text.lstrip(" ")
        left_out = not text
        if text:
            kept.append(replace(segment, text=text))
    return tuple(kept)
