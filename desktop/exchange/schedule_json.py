"""Schedule JSON, as the video teams of conferences take programmes: the sibling of schedule XML."""

import json
from typing import Any, BinaryIO

from desktop.exchange.schedule_xml import day_bounds
from desktop.exchange.schedules import GENERATOR, Entry, Schedule, by_room, hours, numbers, slug


def write_schedule_json(file: BinaryIO, schedule: Schedule) -> int:
    """Write ``schedule``; returns how many items. Durations are in whole minutes there, never cut short."""
    keys = numbers(schedule.entries)
    days = []
    for index, (day, entries) in enumerate(schedule.days(), 1):
        first, last = day_bounds(schedule, day)
        rooms = {
            room: [_event(schedule, entry, keys[entry.uid]) for entry in items]
            for room, items in by_room(entries).items()
        }
        days.append(
            {
                "index": index, "date": day.isoformat(), "day_start": first.isoformat(), "day_end": last.isoformat(),
                "rooms": rooms,
            }
        )  # fmt: skip
    document = {
        "generator": {"name": GENERATOR, "version": schedule.program_version},
        "schedule": {
            "version": schedule.version,
            "conference": {
                "acronym": schedule.acronym,
                "title": schedule.title,
                "start": schedule.starts_on.isoformat(),
                "end": schedule.ends_on.isoformat(),
                "daysCount": len(days),
                "timeslot_duration": "00:01",
                "time_zone_name": schedule.zone,
                "rooms": [
                    {"name": name, "guid": str(key), "description": None, "capacity": None}
                    for name, key in schedule.rooms.items()
                    if key is not None
                ],
                "days": days,
            },
        },
    }
    file.write(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n")
    return len(schedule.entries)


def _event(schedule: Schedule, entry: Entry, number: int) -> dict[str, Any]:
    start = schedule.local(entry.start)
    return {
        "id": number,
        "guid": str(entry.uid),
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": hours(-(-entry.seconds // 60) * 60),
        "room": entry.room,
        "slug": slug(schedule, number),
        "url": entry.uid.urn,
        "title": entry.title,
        "subtitle": entry.subtitle,
        "track": entry.category,
        "type": entry.kind,
        "language": entry.language or schedule.language,
        "abstract": "",
        "description": "",
        "persons": [{"name": name} | ({"guid": str(key)} if key is not None else {}) for key, name in entry.people],
        "links": [],
        "attachments": [],
        "answers": [],
    }
