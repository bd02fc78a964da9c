"""A made-up page with one of everything, to look at and to try the shell with."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.verdicts import Verdict
from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.widgets import (
    Button,
    Card,
    Chip,
    EmptyState,
    Field,
    FitLabel,
    FlowLayout,
    KeyHint,
    Label,
    Page,
    Panel,
    PersonChip,
    ScanEdit,
    StateMark,
    Tag,
    Turning,
    state_of,
)
from desktop.ui.widgets.tables import Column, RowsModel, TableView


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    name: str
    other: str
    organisation: str
    category: str
    colour: str
    now: str = ""
    state: str = ""


ROWS = [
    Row(UUID(int=n), *fields)
    for n, fields in enumerate(
        [
            ("歐陽卓軒 教授", "AU YEUNG Cheuk-hin", "維港光電研究院", "主禮嘉賓", "#B98A12", "已到 13:52", "admitted"),
            ("何慧敏", "HO Wai-man", "香江量子研究所", "主禮嘉賓", "#B98A12", "已到 14:02", "admitted"),
            ("曾永祥 博士", "TSANG Wing-cheung", "南區人工智能學會", "講者", "#2158B8", "1 號車", "elsewhere"),
            ("單曉彤", "SHAN Xiaotong", "未來城創新中心", "代表", "#0B7F48", "已到 13:31", "admitted"),
            ("𠮷田 陽", "YOSHIDA Yo", "維港生命科學", "參展商", "#0B7F48", "未到", ""),
            ("CHAN Tai Man", "陳大文", "新田芯片設計", "代表", "#0B7F48", "重複?", "already_in"),
        ],
        1,
    )
]


def columns() -> list[Column[Row]]:
    return [
        Column("", lambda _: "", state=lambda _: "dot", mark=True, colour=lambda r: r.colour, width=44),
        Column(N_("Name"), lambda r: r.name, "strong", width=160),
        Column(N_("Other name"), lambda r: r.other, "second", width=190),
        Column(N_("Organisation"), lambda r: r.organisation),
        Column(N_("Category"), lambda r: r.category, "tag", width=110),
        Column(N_("Now"), lambda r: r.now, "tag", lambda r: r.state, width=120),
    ]


class DeskDemo(Page):
    def __init__(self, look: Look, verdict: Verdict = Verdict.ADMITTED) -> None:
        super().__init__(look)
        state = state_of(verdict)
        self.scan = self.first_focus = ScanEdit(look, N_("Scan a badge, or type a name, pinyin or phone ending"))
        self.body.addWidget(self.scan)
        card = Card(look, margin=0, spacing=0)
        card.show_state(state)
        side = Card(look)
        side.setProperty("role", "side")
        side.setProperty("soft", True)
        side.show_state(state)
        mark = StateMark(look, size=104)
        mark.show_state(state, ground=f"{state}_soft")
        word = Label(look, N_("Admitted"), "figure")
        word.setProperty("state", state)
        word.setProperty("role", "panel")
        side.box.addStretch(1)
        for part in (mark, word):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(part)
            line.addStretch(1)
            side.box.addLayout(line)
        side.box.addStretch(1)
        facts_side = QWidget()
        column = QVBoxLayout(facts_side)
        look.theme.bind(column.setContentsMargins, 48, 24, 48, 24)
        look.theme.bind(column.setSpacing, 8)
        column.addStretch(1)
        category = Tag(look, large=True)
        category.show_text("", "主禮嘉賓", state="vip", mark=True)
        column.addWidget(category)
        name = FitLabel(look)
        name.show_text("歐陽卓軒", "教授")
        column.addWidget(name)
        latin = Label(look, role="larger")
        latin.put("Prof. AU YEUNG Cheuk-hin")
        posts = Label(look, role="large", wraps=True)
        posts.put("維港光電研究院 院長 · 粵港創科聯盟 副主席")
        column.addWidget(latin)
        column.addWidget(posts)
        column.addSpacing(8)
        facts = FlowLayout()
        look.theme.bind(facts.setGaps, 12, 12)
        for text, strong in (("座位", "A-07"), ("接待", "林思穎"), ("交", "講稿夾、胸花"), ("素食", "")):
            tag = Tag(look, large=True)
            tag.show_text(text, strong)
            facts.addWidget(tag)
        column.addLayout(facts)
        column.addStretch(1)
        card.box.addWidget(Turning(look, facts_side, side, width=220, least=400, gap=0, side_first=True), 1)
        self.body.addWidget(card, 1)
        last = FlowLayout()
        look.theme.bind(last.setGaps, 10, 8)
        scans = {"何慧敏": "admitted", "梁浩賢": "already_in", "CHAN Tai Man": "stopped", "單曉彤": "elsewhere"}
        for number, (who, state) in enumerate({**scans, "—": "refused"}.items()):
            chip = Chip(UUID(int=number), who, where=f"14:0{number}", state=state)
            last.addWidget(PersonChip(look, chip, short=True))
        self.body.addLayout(last)
        keys = FlowLayout()
        look.theme.bind(keys.setGaps, 24, 8)
        for key in ("find", "walk_in", "badge", "undo", "checkpoint"):
            keys.addWidget(KeyHint(look, key))
        self.body.addLayout(keys)


class PeopleDemo(Page):
    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("People"))
        self.subtitle.put("300 人 · 已到 182")
        self.add_actions(
            Button(look, N_("Import a list"), icon="import"), Button(look, N_("New"), "primary", icon="add")
        )
        self.model = RowsModel(look, columns())
        self.model.replace(ROWS)
        self.table = self.first_focus = TableView(look, self.model)
        self.table.selectRow(0)
        filters = FlowLayout()
        look.theme.bind(filters.setGaps, 8, 8)
        for text in (N_("All"), N_("Guests of honour"), N_("Not arrived"), N_("No badge yet")):
            filters.addWidget(Button(look, text, "filter"))
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(left.setSpacing, 16)
        self.find = Field(look, N_("Find"), N_("Name, pinyin, organisation, phone ending"))
        left.addWidget(self.find)
        left.addLayout(filters)
        left.addWidget(self.table, 1)
        panel = Panel(look, N_("New person"))
        field = Field(look, N_("Chinese name"))
        bad = Field(look, N_("Phone"))
        bad.edit.setText("12")
        category = QComboBox()
        category.addItems(["Guest of honour", "Delegate"])
        check = QCheckBox()
        check.setChecked(True)
        look.words.bind(check.setText, N_("Print the badge now"))
        for part in (field, bad, Field(look, N_("Category"), edit=category), check):
            panel.box.addWidget(part)
        bad.refuse(N_("A phone number has at least four digits."))
        panel.box.addWidget(
            PersonChip(
                look,
                Chip(UUID(int=9), "歐陽卓軒", "教授", "維港光電研究院 院長", "貴賓室 13:58", "admitted", "#B98A12"),
            )
        )
        panel.box.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(Button(look, N_("Save"), "primary", key="save"))
        buttons.addWidget(Button(look, N_("Cancel"), "quiet"))
        buttons.addStretch(1)
        panel.box.addLayout(buttons)
        self.parts = Turning(look, listed, panel, width=420, least=420)
        self.body.addWidget(self.parts, 1)


class EmptyDemo(Page):
    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("Import"))
        card = Card(look)
        card.box.addWidget(
            EmptyState(
                look,
                "import",
                N_("No list yet"),
                N_("Drop the organisers' Excel or CSV here, or open it. You see every row before anything is kept."),
                N_("Open a list"),
            )
        )
        self.body.addWidget(card, 1)
