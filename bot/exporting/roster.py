"""The roster as a workbook that can be corrected and imported again."""

from __future__ import annotations

from bot.call import Call
from bot.exporting.export import Export, own_buildings
from bot.roster.keeping import template
from bot.sheets.words import sheet_words
from data.seed import roster_of


def roster_export(call: Call) -> Export:
    """The households of the asker's buildings, in the template that committees fill in."""
    own, _ = own_buildings(call)
    homes = [home for home in roster_of(call.directory) if home.building in own]
    return Export(sheet_words().titles["roster"], None, len(homes), tuple(own), lambda: template(homes))
