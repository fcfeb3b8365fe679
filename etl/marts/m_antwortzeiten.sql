-- Answer times as an exact histogram in seconds, on the day of the answer.
CREATE TABLE m_antwortzeiten AS
SELECT beantwortet_am::DATE AS datum, thema, date_diff('second', eingegangen_am, beantwortet_am)::BIGINT AS sekunden, count(*) AS anzahl
FROM emails
WHERE beantwortet_am IS NOT NULL
GROUP BY ALL
ORDER BY ALL
