"""Promise P11, in short: several people write one form, and no text is ever lost.

Every text that reached the server is still the draft, or stands aside, or was
replaced by its own writer who had it on the screen.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from safehome.drafts import actions
from safehome.drafts.queries import body_of, draft_of, set_aside_of
from safehome.people.access import acting_as
from safehome.vault.keyring import open_family

FORM = "session-record"
WHO = st.sampled_from(["amina", "ben", "priya"])


def machine(cast, place):
    class Writing(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.seen = dict.fromkeys(["amina", "ben", "priya"], 0)
            self.sent = 0
            self.owed = set()  # texts that must be found somewhere
            self.now = None  # the draft as we expect it: (writer, text, version)
            with acting_as(cast.amina) as by:
                open_family(place.family.pk, purpose="draft")
                actions.discard(FORM, place.about, family=place.family, by=by)

        def write(self, who, replacing):
            self.sent += 1
            text = f"{who} {id(self)} {self.sent}"
            with acting_as(getattr(cast, who)) as by:
                open_family(place.family.pk, purpose="draft")
                try:
                    # As the address does it: the usual case first, whatever else then.
                    draft = (not replacing and actions.save_undisputed(
                        FORM, place.about, family=place.family.pk, body={"words": text},
                        seen=self.seen[who], by=by,
                    )) or actions.save_draft(
                        FORM, place.about, family=place.family, body={"words": text},
                        seen=self.seen[who], replacing=replacing, by=by,
                    )  # fmt: skip
                except actions.Conflict as conflict:
                    told = conflict
                else:
                    told = None
            if told:
                assert self.now is None or told.theirs == {"words": self.now[1]}
                self.owed.add(text)
                return told
            before = self.now
            assert self.seen[who] == (before[2] if before else 0), "saved over a text unseen"
            if before and before[0] == who and not replacing:
                self.owed.discard(before[1])  # went on writing their own
            self.owed.add(text)
            self.now = (who, text, draft.version)
            self.seen[who] = draft.version
            return None

        @rule(who=WHO)
        def types(self, who):
            self.write(who, False)

        @rule(who=WHO)
        def types_and_settles_what_comes(self, who):
            told = self.write(who, False)
            if told:
                self.seen[who] = told.version
                assert self.write(who, bool(told.version)) is None

        @rule(who=WHO)
        def opens_the_page_again(self, who):
            self.seen[who] = self.now[2] if self.now else 0

        @rule(who=WHO)
        def opens_a_second_window_long_since(self, who):
            self.seen[who] = max(0, self.seen[who] - 1)

        @invariant()
        def nothing_is_lost(self):
            with acting_as(cast.priya):
                open_family(place.family.pk, purpose="reading")
                there = {body_of(one)["words"] for one in set_aside_of(FORM, place.about)}
                draft = draft_of(FORM, place.about)
                if draft:
                    there.add(body_of(draft)["words"])
            assert self.owed <= there

    return Writing


@pytest.mark.fault
def test_no_text_is_lost(cast, place):
    run_state_machine_as_test(
        machine(cast, place),
        settings=settings(
            max_examples=12, stateful_step_count=12, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
