-- Appointments per day and hour of the appointment; lead time (booking to appointment) as count and sum of seconds.
CREATE TABLE m_termine AS
SELECT
    t.termin_am::DATE AS datum, hour(t.termin_am)::INTEGER AS stunde, t.standort, t.dienstleistung, d.bereich, t.status,
    count(*) AS anzahl,
    sum(t.personen)::BIGINT AS personen,
    count(t.gebucht_am) AS vorlauf_anzahl,
    coalesce(sum(date_diff('second', t.gebucht_am, t.termin_am)), 0)::BIGINT AS vorlauf_sekunden
FROM termine AS t LEFT JOIN dienstleistungen AS d USING (dienstleistung)
GROUP BY ALL
ORDER BY datum, stunde
