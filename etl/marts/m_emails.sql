-- E-mails per day: received by the day they came in, answered by the day of the answer.
CREATE TABLE m_emails AS
SELECT datum, thema, sum(eingegangen)::BIGINT AS eingegangen, sum(bearbeitet)::BIGINT AS bearbeitet
FROM (
    SELECT eingegangen_am::DATE AS datum, thema, 1 AS eingegangen, 0 AS bearbeitet FROM emails
    UNION ALL
    SELECT beantwortet_am::DATE, thema, 0, 1 FROM emails WHERE beantwortet_am IS NOT NULL
)
GROUP BY ALL
ORDER BY ALL
