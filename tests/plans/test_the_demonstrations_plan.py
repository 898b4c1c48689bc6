"""The demonstration shows one whole plan that was agreed: nothing in it is missing."""

from safehome.config.demonstration.whole_plan import agree_whole_plan
from safehome.people.access import acting_as
from safehome.plans import queries, weeks
from safehome.plans.models import Plan
from safehome.plans.rules import forbids, unfilled
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_family
from tests.factories.plans import make_in_force, sections


def test_every_section_both_children_and_the_week_are_in_it(cast, acting):
    with acting(cast.noor) as by:
        made = make_family(
            by, cast, name="Doyle", carers=("Siobhan", "Patrick"), children=("Cian", "Aoife")
        )
        make_professional(made.family, by=by, role="school")
        make_in_force(by, made)

    agree_whole_plan(
        made.pk, sections(), lambda name: acting_as(getattr(cast, name.split()[0].lower()))
    )

    with acting(cast.noor):
        open_family(made.pk, purpose="test")
        version = queries.in_force_of(Plan.objects.get())
        assert version is not None
        assert version.stage == "whole"
        read = queries.read(version)
        assert [code for code in sections() if code not in read.sections] == ["SP3"]
        assert set(read.voices) == {child.pk for child in made.children}
        assert set(read.accounts) == {carer.pk for carer in made.carers}
        assert len(read.said) == 4
        assert not [line.text for line in read.lines if forbids(line.text) or unfilled(line.text)]
        loads = weeks.loads(read.weeks)
        assert {round(loads[one.pk].hours) for one in made.carers} == {9, 50}
