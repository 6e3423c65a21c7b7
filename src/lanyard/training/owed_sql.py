"""The words of the one query about signing (`owed`), for SQLite and for PostgreSQL."""

# A trust-wide role is asked for at each of the trust's schools, so that a missing signature shows somewhere.
STANDING = """
WITH in_force AS (
  SELECT d.id AS document_id, d.title, d.trust_id, d.days_to_sign, {overdue_before} AS overdue_before,
    d.renewal, d.renewal_months, d.renews_from, e.id AS edition_id, e.major
  FROM training_document d
  JOIN training_documentedition e ON e.document_id = d.id AND e.in_force_from <= %(on)s
  WHERE (d.withdrawn_from IS NULL OR d.withdrawn_from > %(on)s) AND NOT EXISTS (
    SELECT 1 FROM training_documentedition l
    WHERE l.document_id = d.id AND l.in_force_from <= %(on)s
      AND (l.major > e.major OR (l.major = e.major AND l.minor > e.minor)))
    {of_documents}
),
open_school AS (
  SELECT s.id, s.trust_id FROM people_school s WHERE (s.closed IS NULL OR s.closed >= %(on)s) {at_schools}
),
audience AS (SELECT * FROM training_documentaudience WHERE since IS NULL OR since <= %(on)s),
asked AS (
  SELECT m.person_id, m.school_id, i.document_id, CASE WHEN a.since > m.start THEN a.since ELSE m.start END AS start
  FROM in_force i
  JOIN audience a ON a.document_id = i.document_id AND a.kind <> ''
  JOIN open_school s ON s.trust_id = i.trust_id AND (a.school_id IS NULL OR a.school_id = s.id)
  JOIN people_membership m ON m.school_id = s.id AND m.kind = a.kind
  WHERE m.start <= %(on)s AND (m."end" IS NULL OR m."end" >= %(on)s) {of_members}
  UNION ALL
  SELECT r.person_id, s.id, i.document_id, CASE WHEN a.since > r.start THEN a.since ELSE r.start END
  FROM in_force i
  JOIN audience a ON a.document_id = i.document_id AND a.role <> ''
  JOIN people_roleholding r ON r.role = a.role AND r.trust_id = i.trust_id
  JOIN open_school s ON s.trust_id = i.trust_id AND (r.school_id IS NULL OR r.school_id = s.id)
    AND (a.school_id IS NULL OR a.school_id = s.id)
  WHERE r.start <= %(on)s AND (r."end" IS NULL OR r."end" >= %(on)s) {of_holders}
  UNION ALL
  SELECT c.person_id, s.id, i.document_id, CASE WHEN a.since > c.start THEN a.since ELSE c.start END
  FROM in_force i
  JOIN audience a ON a.document_id = i.document_id AND a.role <> ''
  JOIN people_roleholding r ON r.role = a.role AND r.trust_id = i.trust_id
  JOIN people_cover c ON c.holding_id = r.id
  JOIN open_school s ON s.trust_id = i.trust_id AND (r.school_id IS NULL OR r.school_id = s.id)
    AND (a.school_id IS NULL OR a.school_id = s.id)
  WHERE r.start <= %(on)s AND (r."end" IS NULL OR r."end" >= %(on)s) AND c.start <= %(on)s AND c."end" >= %(on)s
    {of_covers}
),
applies AS (
  SELECT k.person_id, k.school_id, k.document_id, MIN(k.start) AS start
  FROM asked k
  WHERE NOT EXISTS (SELECT 1 FROM people_person p WHERE p.id = k.person_id AND p.left_on < %(on)s)
  GROUP BY k.person_id, k.school_id, k.document_id
),
signed AS (
  SELECT a.person_id, a.school_id, a.document_id, a.start, i.edition_id, i.title, i.days_to_sign, i.overdue_before,
    i.renewal, i.renewal_months, i.renews_from, i.major, COALESCE((
      SELECT MAX(e.major) FROM training_documentedition e
      JOIN training_signoff f ON f.edition_id = e.id AND f.person_id = a.person_id AND f.signed_on <= %(on)s
      WHERE e.document_id = a.document_id AND e.major <= i.major), 0) AS signed_major
  FROM applies a
  JOIN in_force i ON i.document_id = a.document_id
),
latest AS (
  SELECT n.*, CASE WHEN n.renewal <> 'never' AND n.signed_major > 0 THEN (
    SELECT MAX(f.signed_on) FROM training_signoff f JOIN training_documentedition e ON e.id = f.edition_id
    WHERE e.document_id = n.document_id AND e.major = n.signed_major AND f.person_id = n.person_id
      AND f.signed_on <= %(on)s) END AS signed_on
  FROM signed n
),
lapsing AS (
  SELECT n.*, CASE WHEN n.signed_on IS NOT NULL THEN CASE n.renewal
    WHEN 'school_year' THEN {year_after} WHEN 'months' THEN {months_after} END END AS lapses_on
  FROM latest n
),
renewed AS (
  SELECT n.*, CASE WHEN n.renews_from > n.lapses_on THEN n.renews_from ELSE n.lapses_on END AS renewed_on
  FROM lapsing n
),
published AS (
  SELECT n.*, (
    SELECT MIN(g.in_force_from) FROM training_documentedition g
    WHERE g.document_id = n.document_id AND g.in_force_from <= %(on)s AND g.major <= n.major
      AND (g.major > n.signed_major OR g.major = n.major)) AS published_on
  FROM renewed n
),
since AS (
  SELECT n.*, CASE
    WHEN n.renewed_on <= %(on)s AND (n.signed_major = n.major OR n.renewed_on < n.published_on) THEN n.renewed_on
    ELSE n.published_on END AS since
  FROM published n
),
standing AS (
  SELECT n.person_id, n.school_id, n.document_id, n.edition_id, n.title, n.days_to_sign,
    CASE WHEN n.start > n.since THEN n.start ELSE n.since END AS asked,
    CASE
      WHEN n.signed_major = n.major AND (n.renewed_on IS NULL OR n.renewed_on > %(on)s) THEN 'signed'
      WHEN EXISTS (
        SELECT 1 FROM training_exemption x
        WHERE x.document_id = n.document_id AND x.person_id = n.person_id
          AND x.start <= %(on)s AND x."end" >= %(on)s) THEN 'exempt'
      WHEN n.start < n.overdue_before AND n.since < n.overdue_before THEN 'overdue'
      ELSE 'owed' END AS state
  FROM since n
)
"""
ROWS = "SELECT person_id, school_id, document_id, edition_id, asked, days_to_sign, state, title FROM standing"
# People of a school who stand alike with every document are one row: there are few such rows, however many people.
ALIKE = """
, person AS (SELECT school_id, {states} AS states FROM standing GROUP BY school_id, person_id)
SELECT school_id, states, COUNT(*) FROM person GROUP BY school_id, states
"""
# Whoever still has time has it until a day: those who came on different days stand apart.
_STATE = """document_id || ' ' || state || CASE WHEN state = 'owed'
  THEN ' ' || CAST(asked AS text) || ' ' || days_to_sign ELSE '' END"""
# A signature is overdue when the day it was asked for is before this day.
DIALECTS = {
    "sqlite": {
        # Four months after the first of September is New Year, so that each school year lies in one year.
        "year_after": "date(n.signed_on, '+4 months', 'start of year', '+8 months')",
        # A day that the month lacks becomes the next month's: then its last day is meant.
        "months_after": "MIN(date(n.signed_on, '+' || n.renewal_months || ' months'), "
        "date(n.signed_on, 'start of month', '+' || (n.renewal_months + 1) || ' months', '-1 day'))",
        "overdue_before": "date(%(on)s, '-' || d.days_to_sign || ' days')",
        "states": f"group_concat({_STATE})",
    },
    "postgresql": {
        "year_after": "(date_trunc('year', n.signed_on + interval '4 months') + interval '8 months')::date",
        "months_after": "(n.signed_on + n.renewal_months * interval '1 month')::date",
        "overdue_before": "%(on)s::date - d.days_to_sign",
        "states": f"string_agg({_STATE}, ',')",
    },
}
