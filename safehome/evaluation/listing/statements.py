"""The statements behind the lists: read as the reader, row by row.

Whoever may not see a family, a carer or an answer does not find it here: row security says so.
Only which sessions were held, and how much of a journey, is asked of the owner: managers see no
session, and do see where journeys are and how carers came. That each comes to what
ctx.count_outcomes counts is a test.
"""

from __future__ import annotations

from typing import Any

from safehome.evaluation.listing.places import ANSWERED, CAME, JOURNEYS, REFERRALS, Sought
from safehome.evaluation.rules.report import least_change

OF_THE_SCOPE = """
   AND (%(team)s::text IS NULL OR t.name = %(team)s::text)
   AND (%(lead)s::uuid IS NULL OR j.lead_id = %(lead)s::uuid)
   AND (%(year)s::int IS NULL OR extract(year FROM j.started_on) = %(year)s::int)"""
FAMILY = """
  JOIN families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
  JOIN people_team t ON t.organisation_id = f.organisation_id AND t.id = f.team_id"""
PAGE = " LIMIT %(limit)s OFFSET %(skip)s"
# As ctx.count_outcomes puts carers (m) into bands.
BANDS = {
    "language": "CASE WHEN 'interpreter' = ANY (m.needs) THEN 'interpreter'"
    " WHEN m.language <> 'en' THEN 'another' ELSE 'english' END",
    "carer": "CASE WHEN m.carer_kind IN ('birth', 'step') THEN 'parent'"
    " WHEN m.carer_kind = 'kinship' THEN 'kinship' ELSE 'other' END",
    "communication": "CASE WHEN m.needs && '{easy-read,large-print,read-aloud,signing,hearing}'"
    " THEN 'yes' ELSE 'no' END",
}
AT = """
SELECT f.id, f.reference, f.name, t.name, j.started_on, NULL, count(*) OVER ()
  FROM journeys_journey j {family}
  LEFT JOIN ctx.held_in_journeys() s ON s.journey_id = j.id
 WHERE j.organisation_id = %(organisation)s {scope}
   AND CASE WHEN j.ended_at IS NOT NULL THEN j.ending
            WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'
            WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END
       = ANY (%(places)s::text[])
 ORDER BY j.started_on DESC, f.reference, j.id {page}"""
CAME_TO = """
SELECT f.id, f.reference, f.name, t.name, j.started_on, count(*), sum(count(*)) OVER (),
       count(*) OVER ()
  FROM journeys_attendance a
  JOIN ctx.sessions_held() s ON s.session_id = a.session_id
  JOIN journeys_journey j ON j.organisation_id = a.organisation_id AND j.id = s.journey_id {family}
  JOIN families_familymember m ON m.organisation_id = a.organisation_id AND m.id = a.carer_id
 WHERE a.organisation_id = %(organisation)s AND a.outcome = ANY (%(places)s::text[])
   {scope} {band}
 GROUP BY f.id, f.reference, f.name, t.name, j.started_on, j.id
 ORDER BY j.started_on DESC, f.reference, j.id {page}"""
# Nobody is listed of whom anything still waits for supervision: who reads the list may not know
# whether they answered again, and their picture shows it to nobody.
OPEN = """
   AND NOT EXISTS (SELECT 1 FROM measures_forsupervision k
     WHERE k.organisation_id = b.organisation_id AND k.journey_id = b.journey_id
       AND k.carer_id = b.carer_id AND k.questionnaire = b.questionnaire
       AND k.opened_at IS NULL AND k.point IN ('baseline', %(later)s))"""
SCORE = """CASE WHEN jsonb_typeof({row}.scores -> %(part)s) = 'number'
 THEN ({row}.scores -> %(part)s)::numeric END"""
# Not by how much: which way alone leaves the database.
OF_CARERS = """
SELECT f.id, f.reference, f.name, t.name, m.id, m.name, m.known_as, j.id, b.given_on, s.on_day,
       CASE WHEN s.way = 'same' THEN 0 ELSE sign(s.change) END::integer, count(*) OVER ()
  FROM measures_standing b
  JOIN journeys_journey j ON j.organisation_id = b.organisation_id AND j.id = b.journey_id {family}
  JOIN families_familymember m ON m.organisation_id = b.organisation_id AND m.id = b.carer_id
  LEFT JOIN measures_standing a
    ON a.organisation_id = b.organisation_id AND a.journey_id = b.journey_id
   AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire AND a.point = %(later)s
 CROSS JOIN LATERAL (SELECT {first} AS first, {second} AS second) g
 CROSS JOIN LATERAL (SELECT ((g.second - g.first) * 1000)::integer AS change) d
 CROSS JOIN LATERAL (
   SELECT d.change, CASE WHEN d.change IS NOT NULL THEN a.given_on END AS on_day,
          CASE WHEN d.change IS NULL THEN 'not-again'
               WHEN abs(d.change) < %(least)s THEN 'same'
               WHEN (d.change > 0) = %(higher)s THEN 'better' ELSE 'worse' END AS way) s
 WHERE b.organisation_id = %(organisation)s AND b.point = 'baseline'
   AND b.questionnaire = %(questionnaire)s AND g.first IS NOT NULL
   {scope} {open} {band} AND {only}
 ORDER BY j.started_on DESC, f.reference, m.added_at, m.id {page}"""
ONLY = {
    "answered": "true",
    "answered-again": "s.way <> 'not-again'",
    "left": "j.ended_at IS NOT NULL AND j.ending NOT IN ('completed', 'enough')",
    "stayed": "j.ended_at IS NOT NULL AND j.ending IN ('completed', 'enough')",
}
# As ctx.count_waits finds them: of all the organisation, and at the start of the first journey.
OF_WAITING = """
SELECT f.id, f.reference, f.name, t.name, m.id, m.name, m.known_as, b.journey_id, w.given_on,
       b.given_on, NULL, count(*) OVER ()
  FROM measures_standing w
  JOIN families_family f ON f.organisation_id = w.organisation_id AND f.id = w.family_id
  JOIN people_team t ON t.organisation_id = f.organisation_id AND t.id = f.team_id
  JOIN families_familymember m ON m.organisation_id = w.organisation_id AND m.id = w.carer_id
  LEFT JOIN LATERAL (
    SELECT a.journey_id, a.given_on, {second} AS second FROM measures_standing a
     WHERE a.organisation_id = w.organisation_id AND a.carer_id = w.carer_id
       AND a.questionnaire = w.questionnaire AND a.point = 'baseline' AND a.given_on >= w.given_on
     ORDER BY a.given_on, a.id LIMIT 1) b ON true
 WHERE w.organisation_id = %(organisation)s AND w.point = 'waiting' AND w.journey_id = w.family_id
   AND w.questionnaire = %(questionnaire)s AND {waiting} IS NOT NULL
   AND (NOT %(again)s OR b.second IS NOT NULL)
 ORDER BY w.given_on DESC, f.reference, m.added_at, m.id {page}"""
OF_REFERRALS = """
SELECT f.id, f.reference, f.name, r.id, r.reference, r.handed_in_at, count(*) OVER ()
  FROM referrals_referral r
  LEFT JOIN families_family f ON f.organisation_id = r.organisation_id AND f.id = r.became_id
 WHERE r.organisation_id = %(organisation)s AND r.handed_in_at IS NOT NULL
   AND (%(year)s::int IS NULL
        OR extract(year FROM r.handed_in_at AT TIME ZONE 'Europe/London') = %(year)s::int)
   AND CASE WHEN r.became_id IS NULL THEN 'no-family'
            WHEN EXISTS (SELECT 1 FROM journeys_journey j
                          WHERE j.organisation_id = r.organisation_id
                            AND j.family_id = r.became_id) THEN 'begun' ELSE 'waits' END
       = ANY (%(places)s::text[])
 ORDER BY r.handed_in_at DESC, r.reference {page}"""


# What the statements above have in common.
PARTS = {
    "family": FAMILY, "scope": OF_THE_SCOPE, "page": PAGE, "open": OPEN,
    **{name: SCORE.format(row=row) for name, row in (("first", "b"), ("second", "a"),
                                                     ("waiting", "w"))},
}  # fmt: skip


def statement_for(sought: Sought) -> tuple[str, dict[str, Any]]:
    """The statement behind a figure, and what it needs to know beside whose it is."""
    statement, given = _of(sought)
    band = f"AND {BANDS[sought.ground]} = %(band)s" if sought.ground else ""
    only = ONLY.get(sought.place, "s.way = %(way)s")
    return statement.format(**PARTS, band=band, only=only), given


def _of(sought: Sought) -> tuple[str, dict[str, Any]]:
    place = sought.place
    for places, statement in ((JOURNEYS, AT), (REFERRALS, OF_REFERRALS), (CAME, CAME_TO)):
        if place in places:
            return statement, {"places": list(places[place][1]), "band": sought.band}
    assert sought.of is not None  # of answers, as sought_by has it
    given: dict[str, Any] = {
        "questionnaire": sought.of.id, "part": sought.part, "later": sought.later,
        "band": sought.band,
    }  # fmt: skip
    if place not in ANSWERED:
        return OF_WAITING, given | {"again": place == "waited-again"}
    way = {"way": place, "least": least_change(sought.of), "higher": sought.of.higher_is_better}
    return OF_CARERS, given | way
