"""The posts of a person in a form: added, taken out, put in another order."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.posts import PostDraft, PostRow
from desktop.ui.look import Look
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, Field, IconButton, Label, rule

_FIELDS = {
    "title_zh": N_("Title in Chinese"),
    "title_en": N_("Title in English"),
    "organisation_zh": N_("Organisation in Chinese"),
    "organisation_en": N_("Organisation in English"),
}


class PostsEdit(QWidget):
    """``drafts`` are the posts as they stand there; ``submitted`` is Enter in one, ``grown`` carries a new one."""

    submitted = Signal()
    grown = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.blocks: list[PostBlock] = []
        self._lines = QVBoxLayout()
        look.theme.bind(self._lines.setSpacing, 16)
        self.add = Button(look, N_("Add a post"), icon="add")
        self.add.clicked.connect(self._add_empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 16)
        column.addLayout(self._lines)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)

    def show_posts(self, posts: Sequence[PostRow]) -> None:
        """Fill in these, in their order."""
        for block in self.blocks:
            block.hide()
            block.deleteLater()
        self.blocks = []
        for post in posts:
            self._put(kept_post(post))

    @property
    def drafts(self) -> tuple[PostDraft, ...]:
        """The posts in their order, without those in which nothing is written."""
        return tuple(filter(None, (block.draft for block in self.blocks)))

    @property
    def longest(self) -> Field | None:
        """The field in which most is written."""
        fields = [field for block in self.blocks for field in block.fields.values()]
        return max(fields, key=lambda field: len(field.value), default=None)

    def _add_empty(self) -> None:
        block = self._put(PostDraft())
        block.fields["title_zh"].edit.setFocus()
        self.grown.emit(block)

    def _put(self, draft: PostDraft) -> "PostBlock":
        block = PostBlock(self._look, draft)
        block.submitted.connect(self.submitted)
        block.removed.connect(partial(self._remove, block))
        block.moved.connect(partial(self._move, block))
        self.blocks.append(block)
        self._lines.addWidget(block)
        self._number()
        return block

    def _remove(self, block: "PostBlock") -> None:
        place = self.blocks.index(block)
        self.blocks.remove(block)
        block.hide()
        block.deleteLater()
        self._number()
        after = self.blocks[min(place, len(self.blocks) - 1)].remove if self.blocks else self.add
        after.setFocus()

    def _move(self, block: "PostBlock", step: int) -> None:
        place = self.blocks.index(block)
        to = min(max(place + step, 0), len(self.blocks) - 1)
        self.blocks.insert(to, self.blocks.pop(place))
        self._lines.insertWidget(to, block)
        self._number()
        self.grown.emit(block)

    def _number(self) -> None:
        for number, block in enumerate(self.blocks, 1):
            block.heading.say(N_("Post {n}"), n=number)
            block.up.setEnabled(number > 1)
            block.down.setEnabled(number < len(self.blocks))


class PostBlock(QWidget):
    """One post: its four names, and what moves it or takes it out. ``moved`` carries -1 or 1."""

    submitted = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, look: Look, draft: PostDraft) -> None:
        super().__init__()
        self._id: UUID | None = draft.id
        self.heading = Label(look, role="section")
        up, down = partial(self.moved.emit, -1), partial(self.moved.emit, 1)
        self.up = IconButton(look, "up", N_("Move this post up"), up, key="post_up")
        self.down = IconButton(look, "down", N_("Move this post down"), down, key="post_down")
        self.remove = IconButton(look, "close", N_("Remove this post"), self.removed.emit)
        on_key("post_up", self, up)
        on_key("post_down", self, down)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(rule())
        column.addLayout(head)
        self.fields = {name: Field(look, label) for name, label in _FIELDS.items()}
        for name, field in self.fields.items():
            column.addWidget(field)
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(getattr(draft, name))
                field.edit.returnPressed.connect(self.submitted)

    @property
    def draft(self) -> PostDraft:
        """The post as it stands here."""
        return PostDraft(self._id, **{name: field.value for name, field in self.fields.items()})


def kept_post(post: PostRow) -> PostDraft:
    """A post that is kept, as a form would give it unchanged."""
    return PostDraft(post.id, post.title_zh, post.title_en, post.organisation_zh, post.organisation_en)
