import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.posts import ListedPost, names_organisation, posts
from desktop.domain.text import clean

ROWS = [
    ("行政長官", "香港特別行政區政府", [("行政長官", "香港特別行政區政府")]),
    ("聯盟會長", "香港北京高校校友聯盟", [("聯盟會長", "香港北京高校校友聯盟")]),
    ("中國工程院院士\n香港工程科學院院士", "", [("中國工程院院士", ""), ("香港工程科學院院士", "")]),
    ("主席，董事長", "甲公司", [("主席", "甲公司"), ("董事長", "甲公司")]),
    ("主席,董事長", "甲公司", [("主席", "甲公司"), ("董事長", "甲公司")]),
    ("立法會議員、集團主席", "甲集團", [("立法會議員", ""), ("集團主席", "甲集團")]),
    ("院長、香港工程科學院院士", "香港大學工程學院", [("院長", "香港大學工程學院"), ("香港工程科學院院士", "")]),
    ("全國人大代表；董事長兼總裁", "甲公司", [("全國人大代表", ""), ("董事長兼總裁", "甲公司")]),
    ("創會會長、校董會主席、中國區總裁", "甲", [("創會會長", "甲"), ("校董會主席", "甲"), ("中國區總裁", "甲")]),
    ("主席\n總裁", "甲公司\n乙公司", [("主席", "甲公司"), ("總裁", "乙公司")]),
    ("全國政協委員、主席；總裁", "甲會；乙公司", [("全國政協委員", ""), ("主席", "甲會"), ("總裁", "乙公司")]),
    ("全國政協委員、北京市政協常委", "香江國際", [("全國政協委員", ""), ("北京市政協常委", ""), ("", "香江國際")]),
    ("市場部、銷售部總監", "甲公司", [("市場部、銷售部總監", "甲公司")]),
    ("高級經理(市場/推廣)、主任", "甲公司", [("高級經理(市場/推廣)", "甲公司"), ("主任", "甲公司")]),
    ("人力資源/行政部經理", "甲公司", [("人力資源/行政部經理", "甲公司")]),
    ("香港科技大學\n副校長", "", [("香港科技大學副校長", "")]),
    ("香港科技大學副校長", "香港科技大學", [("副校長", "香港科技大學")]),
    ("CEO / Founder", "ABC Ltd", [("CEO", "ABC Ltd"), ("Founder", "ABC Ltd")]),
    ("Chairman, CEO", "ABC Ltd", [("Chairman", "ABC Ltd"), ("CEO", "ABC Ltd")]),
    ("Vice President, Research", "HKUST", [("Vice President, Research", "HKUST")]),
    (
        "Professor;Member of the Legislative Council",
        "HKU",
        [("Professor", "HKU"), ("Member of the Legislative Council", "")],
    ),
    ("", "甲公司", [("", "甲公司")]),
    ("", "甲公司;乙公司", [("", "甲公司"), ("", "乙公司")]),
    ("主席", "甲公司;乙公司", [("主席", "甲公司;乙公司")]),
    ("-", "甲公司", [("", "甲公司")]),
    ("", "", []),
]


@pytest.mark.parametrize(("title", "organisation", "wanted"), ROWS)
def test_posts_come_out_in_order_with_their_organisations(
    title: str, organisation: str, wanted: list[tuple[str, str]]
) -> None:
    assert posts(title, organisation) == tuple(ListedPost(*pair) for pair in wanted)


@pytest.mark.parametrize(
    "title",
    [
        *("全國政協委員", "北京市政協常委", "港區省級政協委員聯誼會會長", "清華校友總會副會長", "香港福建社團聯會主席"),
        *(
            "香港僑界社團聯會會長",
            "中國科學院院士",
            "立法會議員",
            "香港科技大學教授",
            "北京市科委主任",
            "广东省人大代表",
        ),
        *("Director of ABC Foundation", "Vice President, Tsinghua University"),
    ],
)
def test_a_title_with_an_organisation_in_it_is_complete(title: str) -> None:
    assert names_organisation(title)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "CEO",
            "主席",
            "董事長",
            "名譽會長",
            "校務委員會副主任",
            "協理學務副校長",
            "執行委員會主席",
            "聯盟會長",
            "集團主席",
        ),
        *(
            "機械與航空航天工程系副教授",
            "香港分公司總經理",
            "大中華區總裁",
            "公司董事長",
            "組織人事部部長",
            "Head of Sales",
        ),
    ],
)
def test_a_bare_title_needs_the_organisation_of_its_row(title: str) -> None:
    assert not names_organisation(title)


CELLS = st.text(st.sampled_from("全國政協委員主席副會長香港大學公司甲乙、;；/，\n,()（ CEO")).map(
    lambda text: text[:60]
)


@given(CELLS, CELLS)
def test_no_letter_of_titles_or_organisations_is_lost(title: str, organisation: str) -> None:
    listed = posts(title, organisation)
    said = {c for post in listed for c in post.title + post.organisation}

    assert {c for c in clean(title + organisation) if c.isalnum()} <= said
