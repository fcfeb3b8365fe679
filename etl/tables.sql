-- The warehouse: what every snapshot holds before the marts (etl/marts) are built from it.
-- All dates and times are local. Any change here makes a new version (etl/schema.py): older snapshots are loaded anew.

-- What was loaded, from which files, with what result ------------------------------------------
CREATE TABLE ladung (geladen_am TIMESTAMP NOT NULL, schema_version INTEGER NOT NULL);
CREATE TABLE amt (name VARCHAR, stadt VARCHAR, bundesland VARCHAR, quellenangabe VARCHAR, lizenz VARCHAR, datenart VARCHAR);
CREATE TABLE dateien (
    datei_id INTEGER, datei VARCHAR, quelle VARCHAR, tabelle VARCHAR, sha256 VARCHAR, bytes BIGINT, geaendert_am TIMESTAMP,
    gelesen BIGINT, geladen BIGINT, abgelehnt BIGINT, von DATE, bis DATE
);
CREATE TABLE ablehnungen (datei VARCHAR, zeile BIGINT, spalte VARCHAR, wert VARCHAR, grund VARCHAR);
CREATE TABLE warnungen (datei VARCHAR, text VARCHAR);
CREATE TABLE versprechen (name VARCHAR, beschreibung VARCHAR, bindend BOOLEAN, verletzungen BIGINT);
CREATE TABLE abdeckung (tabelle VARCHAR, von DATE, bis DATE);
CREATE TABLE herkunft (tabelle VARCHAR, datum DATE, datei_id INTEGER, zeilen BIGINT);

-- Master data of the office ---------------------------------------------------------------------
CREATE TABLE standorte (
    standort VARCHAR, name VARCHAR, gueltig_ab DATE, gueltig_bis DATE, beraterplaetze INTEGER, thekenplaetze INTEGER, wochentage VARCHAR
);
CREATE TABLE dienstleistungen (dienstleistung VARCHAR, bereich VARCHAR, leika VARCHAR, synonyme VARCHAR[]);
CREATE TABLE vorgangsarten (vorgangsart VARCHAR, gruppe VARCHAR, zaehlt BOOLEAN);
CREATE TABLE schliesstage (von DATE, bis DATE, standort VARCHAR, grund VARCHAR);
CREATE TABLE ereignisse (ereignis_id INTEGER, von DATE, bis DATE, titel VARCHAR, art VARCHAR, kennzahlen VARCHAR[], beschreibung VARCHAR);
CREATE TABLE personal (stichtag DATE, mitarbeitende DOUBLE, vollzeitstellen DOUBLE);
CREATE TABLE online_angebote (leistung VARCHAR, bereich VARCHAR, online_seit DATE, ziel VARCHAR);
CREATE TABLE veroeffentlicht (
    nr INTEGER, von DATE, bis DATE, kennzahl VARCHAR, gliederung VARCHAR, wert VARCHAR, qualifikator VARCHAR, einheit VARCHAR,
    aussage VARCHAR, quelle VARCHAR, datum VARCHAR, url VARCHAR, anmerkung VARCHAR
);
CREATE TABLE feiertage (datum DATE, name VARCHAR);
CREATE TABLE oeffnungstage (datum DATE, standort VARCHAR);

-- Canonical tables: the checked rows; datei_id and zeile lead back to the line of the export ----
CREATE TABLE kontakte (
    datum DATE, standort VARCHAR, dienstleistung VARCHAR, zugang VARCHAR, anzahl BIGINT, datei_id INTEGER, zeile BIGINT
);
CREATE TABLE termine (
    termin_id VARCHAR, standort VARCHAR, dienstleistung VARCHAR, termin_am TIMESTAMP, status VARCHAR, gebucht_am TIMESTAMP,
    ankunft TIMESTAMP, aufruf TIMESTAMP, ende TIMESTAMP, arbeitsplatz VARCHAR, personen INTEGER, datei_id INTEGER, zeile BIGINT
);
CREATE TABLE emails (eingegangen_am TIMESTAMP, beantwortet_am TIMESTAMP, thema VARCHAR, datei_id INTEGER, zeile BIGINT);
CREATE TABLE anrufe_115 (
    datum DATE, zeitraum VARCHAR, angenommen BIGINT, angeboten BIGINT, angenommen_30s BIGINT, fallabschliessend BIGINT,
    weitergeleitet BIGINT, datei_id INTEGER, zeile BIGINT
);
CREATE TABLE vorgaenge (datum DATE, zeitraum VARCHAR, vorgangsart VARCHAR, anzahl BIGINT, datei_id INTEGER, zeile BIGINT);
CREATE TABLE grosskunden (
    datum DATE, zeitraum VARCHAR, vorgangsart VARCHAR, anzahl BIGINT, kunde_art VARCHAR, datei_id INTEGER, zeile BIGINT
);
CREATE TABLE online (datum DATE, zeitraum VARCHAR, leistung VARCHAR, anzahl BIGINT, datei_id INTEGER, zeile BIGINT);
-- Hours of which a source only tells how many were called and their mean wait; and planned against booked appointments.
CREATE TABLE wartezeiten_stunden (
    datum DATE, stunde INTEGER, standort VARCHAR, zugang VARCHAR, anzahl BIGINT, mittel_sekunden DOUBLE, datei_id INTEGER, zeile BIGINT
);
CREATE TABLE kapazitaet (
    datum DATE, stunde INTEGER, standort VARCHAR, kanal VARCHAR, einheit VARCHAR, geplant BIGINT, gebucht BIGINT, datei_id INTEGER, zeile BIGINT
);
