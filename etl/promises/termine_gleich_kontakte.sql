-- Bediente Termine und Kontakte mit Termin stimmen Tag für Tag überein, bis auf die erklärte Toleranz.
-- bindend: termine_kontakte_toleranz
-- braucht: alle Dateien
-- zu tun: Bitte prüfen, ob an diesen Tagen eine Lieferung fehlt oder doppelt ist; die Toleranz steht in quellen.toml unter [versprechen].
-- Ohne erklärte Toleranz gelten 2 Prozent, und ein Verstoß ist nur ein Hinweis. Verglichen wird, wo es beide Angaben gibt.
WITH kontakte_tag AS (SELECT datum, sum(anzahl) AS kontakte FROM kontakte WHERE zugang = 'Termin' GROUP BY datum),
termine_tag AS (
    SELECT termin_am::DATE AS datum, count(*) AS termine, sum(personen) AS personen FROM termine WHERE status = 'bedient' GROUP BY ALL
),
gemeinsam AS (
    SELECT greatest(k.von, t.von) AS von, least(k.bis, t.bis) AS bis
    FROM (SELECT min(datum) AS von, max(datum) AS bis FROM kontakte_tag) AS k, (SELECT min(datum) AS von, max(datum) AS bis FROM termine_tag) AS t
    WHERE k.von IS NOT NULL AND t.von IS NOT NULL
),
tage AS (
    SELECT datum, coalesce(kontakte, 0) AS kontakte_mit_termin, coalesce(termine, 0) AS bediente_termine, coalesce(personen, 0) AS personen
    FROM kontakte_tag FULL JOIN termine_tag USING (datum)
)
SELECT tage.*
FROM tage, gemeinsam
WHERE datum BETWEEN von AND bis
    AND least(abs(bediente_termine - kontakte_mit_termin), abs(personen - kontakte_mit_termin))
        > coalesce(getvariable('termine_kontakte_toleranz'), 0.02) * kontakte_mit_termin
ORDER BY datum
