"""Wording: the sentences of a script, and for experts its workbook, its versions and a walk through it."""
