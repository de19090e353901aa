"""Settings that were once offered and read by nobody. A desk that has one opens all the same; none is set anew."""

from __future__ import annotations

from collections.abc import Mapping

_RETIRED = {
    "": {"use_banner", "tel_links", "saving", "backups"},
    "sign_in": {"failures", "failures_window_min", "password_min_characters", "inactive_disable_days"},
    "imports": {"text_mb", "rows", "workbook_unpacked_mb", "columns", "cell_characters", "stalled_s", "child_mb"},
    "keeping": {"audit_years", "records_without_second"},
}


def without_retired(stored: Mapping[str, object]) -> dict[str, object]:
    """What an older program kept in a desk, without the settings that are no more."""
    kept = {name: value for name, value in stored.items() if name not in _RETIRED[""]}
    for group, names in _RETIRED.items():
        inner = kept.get(group)
        if isinstance(inner, Mapping):
            kept[group] = {name: value for name, value in inner.items() if name not in names}
    return kept
