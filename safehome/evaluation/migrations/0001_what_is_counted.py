"""Counting over all of an organisation, without anybody's row leaving the database.

Whoever reads a report need not see the families in it, and two people see the same figures,
whatever is hidden from either: so these functions count as the owner, in the organisation of
whoever asks, for those whose role has to do with how the service is doing. They give tallies:
how many had each value, by team and by the year in which the journey began.
"""

from django.db import migrations

from safehome.people.protection import BLOCKED, COUNTING, DOORS, RESTRICTED

SEEN_BY_THE_OWNER = "".join(
    f"CREATE POLICY counting ON {table} FOR SELECT TO sh_owner"
    f" USING ({COUNTING} AND organisation_id = (SELECT ctx.organisation()));\n"
    for table in (
        "measures_answers", "journeys_journey", "journeys_session", "journeys_attendance",
        "families_family", "referrals_referral",
    )
)
# What is hidden from one reader is still counted for all: a figure that differed between two
# readers would tell the one what is hidden from the other.
ALL_ARE_COUNTED = f"""
ALTER POLICY conflict ON families_family TO {DOORS};
CREATE POLICY conflict_for_owner ON families_family AS RESTRICTIVE TO sh_owner
  USING ({COUNTING} OR NOT {BLOCKED});
""" + "".join(
    f"ALTER POLICY restricted_carer_id ON {table} TO {DOORS};"
    f"CREATE POLICY restricted_for_owner ON {table} AS RESTRICTIVE TO sh_owner"
    f" USING ({COUNTING} OR {RESTRICTED.format(table=table, column='carer_id')});\n"
    for table in ("measures_answers", "journeys_attendance")
)
TALLIES = r"""
CREATE FUNCTION ctx.may_count() RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(
  ctx.roles() && '{supervisor,manager,safeguarding_lead,records_officer}'::text[], false);

-- Answers at the start beside those at a later point. One carer in one journey is one pair.
--   fate:  going-on, stayed (as planned), left (before the end)
--   what:  start (all who answered then), before and after (of pairs), change (of pairs)
--   value: thousandths of a point
CREATE FUNCTION ctx.count_answers(later text)
RETURNS TABLE (team_id uuid, began integer, fate text, questionnaire text, part text,
               what text, value integer, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH given AS MATERIALIZED (
    SELECT f.team_id, extract(year FROM j.started_on)::integer AS began,
           CASE WHEN j.ended_at IS NULL THEN 'going-on'
                WHEN j.ending IN ('completed', 'enough') THEN 'stayed' ELSE 'left' END AS fate,
           b.questionnaire::text, s.key AS part,
           (s.value #>> '{}')::numeric AS first, (a.scores ->> s.key)::numeric AS second
      FROM public.measures_answers b
      JOIN public.journeys_journey j
        ON j.organisation_id = b.organisation_id AND j.id = b.journey_id
      JOIN public.families_family f
        ON f.organisation_id = j.organisation_id AND f.id = j.family_id
      LEFT JOIN public.measures_answers a
        ON a.organisation_id = b.organisation_id AND a.journey_id = b.journey_id
       AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire AND a.point = later
     CROSS JOIN LATERAL jsonb_each(b.scores) s
     WHERE b.organisation_id = (SELECT ctx.organisation()) AND b.point = 'baseline'
       AND later <> 'baseline' AND (SELECT ctx.may_count())
       AND jsonb_typeof(s.value) = 'number')
  SELECT g.team_id, g.began, g.fate, g.questionnaire, g.part, 'start',
         round(g.first * 1000)::integer, count(*)::integer
    FROM given g GROUP BY 1, 2, 3, 4, 5, 7
  UNION ALL
  SELECT g.team_id, g.began, g.fate, g.questionnaire, g.part, v.what,
         round(v.score * 1000)::integer, count(*)::integer
    FROM given g, LATERAL (VALUES ('before', g.first), ('after', g.second),
                                  ('change', g.second - g.first)) v(what, score)
   WHERE g.second IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
  PERFORM set_config('app.counting', '', true);
END $$;

-- Where each journey is: its ending, or for one that goes on, how much of it was held.
CREATE FUNCTION ctx.count_journeys()
RETURNS TABLE (team_id uuid, began integer, place text, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT f.team_id, extract(year FROM j.started_on)::integer,
         CASE WHEN j.ended_at IS NOT NULL THEN j.ending::text
              WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'
              WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END,
         count(*)::integer
    FROM public.journeys_journey j
    JOIN public.families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
    LEFT JOIN (SELECT m.journey_id, count(*) AS planned, count(m.signed_at) AS held
                 FROM public.journeys_session m
                WHERE m.organisation_id = (SELECT ctx.organisation()) GROUP BY 1) s
      ON s.journey_id = j.id
   WHERE j.organisation_id = (SELECT ctx.organisation()) AND (SELECT ctx.may_count())
   GROUP BY 1, 2, 3;
  PERFORM set_config('app.counting', '', true);
END $$;

-- How carers came to sessions that were held: one carer and one session is one.
CREATE FUNCTION ctx.count_attendance()
RETURNS TABLE (team_id uuid, began integer, outcome text, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT f.team_id, extract(year FROM j.started_on)::integer, a.outcome::text, count(*)::integer
    FROM public.journeys_attendance a
    JOIN public.journeys_session s ON s.organisation_id = a.organisation_id AND s.id = a.session_id
    JOIN public.journeys_journey j ON j.organisation_id = s.organisation_id AND j.id = s.journey_id
    JOIN public.families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
   WHERE a.organisation_id = (SELECT ctx.organisation()) AND (SELECT ctx.may_count())
     AND s.signed_at IS NOT NULL
   GROUP BY 1, 2, 3;
  PERFORM set_config('app.counting', '', true);
END $$;

-- What became of each referral that was handed in, and how many whole weeks passed until the
-- family's first journey began; -1 where none has begun.
CREATE FUNCTION ctx.count_referrals()
RETURNS TABLE (came integer, became text, weeks integer, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT extract(year FROM r.handed_in_at AT TIME ZONE 'Europe/London')::integer,
         CASE WHEN r.became_id IS NULL THEN 'no-family'
              WHEN j.started_on IS NULL THEN 'waits' ELSE 'begun' END,
         CASE WHEN j.started_on IS NULL THEN -1
              ELSE greatest(0, j.started_on - (r.handed_in_at AT TIME ZONE 'Europe/London')::date)
                   / 7 END,
         count(*)::integer
    FROM public.referrals_referral r
    LEFT JOIN (SELECT t.family_id, min(t.started_on) AS started_on
                 FROM public.journeys_journey t
                WHERE t.organisation_id = (SELECT ctx.organisation()) GROUP BY 1) j
      ON j.family_id = r.became_id
   WHERE r.organisation_id = (SELECT ctx.organisation()) AND r.handed_in_at IS NOT NULL
     AND (SELECT ctx.may_count())
   GROUP BY 1, 2, 3;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.may_count(), ctx.count_answers(text), ctx.count_journeys(),
  ctx.count_attendance(), ctx.count_referrals() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.count_answers(text), ctx.count_journeys(), ctx.count_attendance(),
  ctx.count_referrals() TO sh_staff;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("measures", "0003_restricted_members"),
        ("journeys", "0005_taking_back_and_coming_back"),
        ("referrals", "0003_urgency_outside_the_box"),
        ("families", "0004_row_security_of_what_is_hidden"),
        ("people", "0005_context_read_quickly"),
    ]

    operations = [
        migrations.RunSQL(
            SEEN_BY_THE_OWNER + ALL_ARE_COUNTED + TALLIES, migrations.RunSQL.noop
        )
    ]
