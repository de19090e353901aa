"""Figures of cards and web forms, one set a channel, withheld by the rules of telephone figures and never in them."""

from __future__ import annotations

from collections.abc import Iterable

from callback_desk.domain.feedback import Channel, Said
from callback_desk.domain.figure_counts import Seen, item_figures, tallies
from callback_desk.domain.figures import ChannelFigures


def channel_figures(said: Iterable[Said], seen: Seen) -> tuple[ChannelFigures, ...]:
    """The channels in which somebody answered in the days looked at, or in the twelve months to their end."""
    every = tuple(said)
    found = []
    for channel in Channel:
        own = [one for one in every if one.channel is channel]
        items = item_figures(tallies(own), seen)
        if items:
            found.append(ChannelFigures(channel, sum(one.day in seen.period for one in own), items))
    return tuple(found)
