-- Contacts per day, location, service and access, with the area of the service.
CREATE TABLE m_kontakte AS
SELECT k.datum, k.standort, k.dienstleistung, d.bereich, k.zugang, sum(k.anzahl)::BIGINT AS anzahl
FROM kontakte AS k LEFT JOIN dienstleistungen AS d USING (dienstleistung)
GROUP BY ALL
ORDER BY ALL
