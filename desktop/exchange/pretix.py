"""The order export of pretix (JSON), as the table that its own CSV export would be."""

import json
from collections.abc import Iterator
from typing import Any

from desktop.exchange.sheets import NotATable

_HEADERS = (
    "Order code", "Status", "Product", "Variation", "Attendee name", "Attendee email", "Phone number", "Company",
    "Seat name", "Order comment",
)  # fmt: skip


def looks_like_json(text: str) -> bool:
    """Whether ``text`` is a JSON object and no table."""
    return text.removeprefix("\ufeff").lstrip()[:1] == "{"


def read_pretix(text: str, file: str) -> tuple[tuple[str, ...], ...]:
    """The positions of all orders as rows under a header; ``file`` is the name that refusals tell.

    Refuses JSON that is no order export. Orders made for a test are left out.
    """
    try:
        event = json.loads(text.removeprefix("\ufeff"))["event"]
        items = {item["id"]: item for item in event["items"]}
        questions = {question["id"]: str(question["question"]) for question in event.get("questions", ())}
        rows = [_HEADERS + tuple(questions.values())]
        for order in event["orders"]:
            if not order.get("testmode"):
                rows += _positions(order, items, questions)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotATable(file=file) from error
    return tuple(rows)


def _positions(
    order: dict[str, Any], items: dict[Any, dict[str, Any]], questions: dict[Any, str]
) -> Iterator[tuple[str, ...]]:
    for position in order["positions"]:
        item = items.get(position["item"], {})
        if position.get("addon_to") or item.get("admission") is False:
            continue
        variations = {one["id"]: one["name"] for one in item.get("variations", ())}
        answers = {answer["question"]: answer["answer"] for answer in position.get("answers", ())}
        cells = (
            order["code"], order["status"], item.get("name"), variations.get(position.get("variation")),
            position.get("attendee_name"), position.get("attendee_email") or order.get("email"), order.get("phone"),
            position.get("company"), position.get("seat"), order.get("comment"),
            *(answers.get(question) for question in questions),
        )  # fmt: skip
        yield tuple("" if cell is None or cell == "None" else str(cell) for cell in cells)
