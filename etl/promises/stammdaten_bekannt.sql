-- Jede Dienstleistung und jeder Standort im Bestand steht in den Stammdaten.
-- bindend: ja
-- zu tun: Bitte stammdaten/standorte.csv oder stammdaten/dienstleistungen.csv ergänzen.
WITH benutzt (tabelle, art, angabe) AS (
    SELECT 'kontakte', 'Standort', standort FROM kontakte
    UNION ALL SELECT 'termine', 'Standort', standort FROM termine
    UNION ALL SELECT 'kontakte', 'Dienstleistung', dienstleistung FROM kontakte
    UNION ALL SELECT 'termine', 'Dienstleistung', dienstleistung FROM termine
)
SELECT tabelle, art, angabe, count(*) AS zeilen
FROM benutzt
GROUP BY ALL
HAVING angabe IS NULL
    OR (art = 'Standort' AND angabe NOT IN (SELECT standort FROM standorte))
    OR (art = 'Dienstleistung' AND angabe NOT IN (SELECT dienstleistung FROM dienstleistungen))
ORDER BY ALL
