"""How names and codes of an export are spelled before they are compared."""

from __future__ import annotations

import re


def normal_name(text: str) -> str:
    """Upper case, letters and digits only, single spaces: "Theft f/Auto" is "THEFT F AUTO"."""
    return " ".join(re.findall(r"[^\W_]+", text.upper()))


def normal_code(text: str) -> str:
    """A code as the NIBRS tables spell it. "8b" is "08B", "5" is "05": spreadsheets eat zeros; "220.0" is "220"."""
    code = re.sub(r"\.0+$", "", text.strip().upper())
    code = re.sub(r"^NIBRS\b", "", code)
    within = re.fullmatch(r"[A-Z]+-(\d\d[A-Z])-\d+", code)  # Fairfax writes ASSLT-13B-1
    if within:
        code = within.group(1)
    code = re.sub(r"[\s\-.:]", "", code)
    if re.fullmatch(r"\d[A-Z]?", code):
        code = "0" + code
    return code


def region_codes(text: str) -> tuple[str, ...]:
    """How a country's classification code may be listed, most exact first.

    Home Office codes come as "45", "045/10" (class and subclass), "04510" (three and two digits), "28E", "28E/1".
    The last form is the class alone ("28" of "28E"), which counts only for a class that is listed as a family.
    """
    code = re.sub(r"\.0+$", "", text.strip().upper())
    code = re.sub(r"^(?:HO|HOC|HOCR)\b[\s:\-]*", "", code)
    code = re.sub(r"\s", "", code)
    five = re.fullmatch(r"(\d{3})(\d{2})", code)
    if five:
        code = f"{five[1]}/{five[2]}"
    found = re.fullmatch(r"0*(\d{1,3})([A-Z]?)(?:[/.](\d{1,3}))?", code)
    if found is None:
        return ()
    number, letter, sub = found[1], found[2], (found[3] or "").lstrip("0")
    forms = [f"{number}{letter}/{sub}"] if sub else []
    forms.append(f"{number}{letter}")
    if letter:
        forms.append(number)
    return tuple(forms)
