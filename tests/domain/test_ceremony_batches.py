"""Between batches: whatever is signed by whomever, nobody is in two places, and everybody gets on and off once."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_batches import transitions
from desktop.domain.ceremony_checks import AgreementFact, PartyFact, PersonFact
from desktop.domain.text import LocalName

PARTIES = tuple(PartyFact(UUID(int=number), LocalName(f"{number}")) for number in (1, 2))
PEOPLE = st.lists(
    st.builds(
        lambda name, part, party: PersonFact(name, name, part, party),
        st.sampled_from("甲乙丙丁戊"), st.sampled_from(SigningPart), st.sampled_from((UUID(int=1), UUID(int=2), None)),
    ),
    max_size=6,
)  # fmt: skip
AGREEMENTS = st.lists(st.tuples(st.integers(1, 4), PEOPLE), max_size=8)


@given(AGREEMENTS)
def test_everybody_is_on_stage_exactly_in_the_batches_that_need_them(made: list[tuple[int, list[PersonFact]]]) -> None:
    rows = [
        AgreementFact(UUID(int=number), LocalName("協議"), batch, number, PARTIES, tuple(people), ())
        for number, (batch, people) in enumerate(made)
    ]
    on_stage: set[object] = set()
    for one in transitions(rows):
        off, on, stay = ([each.who for each in part] for part in (one.off, one.on, one.stay))
        assert len({*off, *on, *stay}) == len(off) + len(on) + len(stay)
        assert {*off, *stay} == on_stage
        on_stage = {*on, *stay}
        needed = {
            person.who
            for row in rows
            for person in row.people
            if row.batch == one.batch and person.part is not SigningPart.ALTERNATE
        }
        assert on_stage == needed
        assert {each.who for each in one.moves} <= set(stay)
    assert not on_stage
