"""The supervisor's call list: one table over any number of people, and why each is or is not called.

`list_page` is the page; `listing` asks and `list_model` shows; `panel` says why; `deciding` writes what was decided.
"""
