package main

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/cmd/internal/stellen"
	"example.org/meldeportal/model/evaluation"
	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/tui/pairs"
)

// sentences are what staff read when something is refused.
var sentences = []struct {
	err  error
	text string
}{
	{stellen.ErrOther, "In diesem Ordner liegen nicht die Schlüssel dieser Stelle. Bitte geben Sie mit --ablage den Ordner an, den „refportal stellen neu“ für sie angelegt hat."},
	{server.ErrUnknownSite, "Diese Einrichtung gibt es nicht. „refportal einrichtung list“ zeigt alle."},
	{server.ErrSiteTaken, "Diese Melder_ID ist schon vergeben. „refportal einrichtung list“ zeigt alle."},
	{server.ErrSite, "Eine Einrichtung braucht Melder_ID und Namen."},
	{server.ErrUnknownLogin, "Diesen Loginnamen gibt es nicht. „refportal user list“ zeigt alle."},
	{server.ErrLoginTaken, "Dieser Loginname ist schon vergeben. Bitte wählen Sie einen anderen."},
	{server.ErrLoginShape, "Ein Loginname hat 2 bis 32 kleine Buchstaben, Ziffern, Punkte oder Bindestriche."},
	{database.ErrAway, "Die Datenbank ist nicht erreichbar. Bitte prüfen Sie --store und ob ihr Server läuft."},
	{database.ErrRefused, "Die Datenbank lässt dieses Konto nicht ein. Bitte prüfen Sie --store und ~/.pgpass."},
	{database.ErrAddress, "Die Adresse der Datenbank ist unbrauchbar. Richtig ist z. B. postgres://konto@db.example/portal?sslmode=verify-full."},
	{database.ErrNewer, "Die Datenbank gehört zu einer neueren Version. Bitte starten Sie die neuere Version."},
	{server.ErrKeyMissing, "Zur Datenbank fehlt der Serverschlüssel server.key. Bitte spielen Sie ihn aus der Sicherung zurück."},
	{server.ErrKeyMode, "Eine Schlüsseldatei ist für andere lesbar. Bitte setzen Sie ihre Rechte auf 0600 und prüfen Sie, wer sie lesen konnte."},
	{refportal.ErrSeveral, "Diese Transaktionsnummer haben mehrere Einrichtungen benutzt. Bitte nehmen Sie die laufende Nummer aus „refportal meldung list“."},
	{server.ErrTLSKey, "Die Datei enthält keinen Schlüssel zu einem Zertifikat (PEM, unverschlüsselt). Bitte prüfen Sie --tls-key."},
	{server.ErrTLSCertificate, "Die Datei enthält kein Zertifikat (PEM). Bitte prüfen Sie --tls-cert."},
	{server.ErrTLSPair, "Zertifikat und Schlüssel gehören nicht zusammen. Bitte prüfen Sie --tls-cert und --tls-key (im Ordner: tls-cert.pem und tls-key.pem)."},
	{server.ErrSamePerson, "Das haben Sie selbst beantragt; eine zweite Person muss es bestätigen (--durch NAME)."},
	{refportal.ErrUnknownReport, "Unter dieser Nummer liegt keine Meldung vor. „refportal meldung list“ zeigt alle."},
	{refportal.ErrDecided, "Das ist kein offener Löschantrag. „refportal loeschantrag list“ zeigt die offenen."},
	{refportal.ErrDeleted, "Diese Meldung wurde auf Antrag ihrer Einrichtung gelöscht; Nummer und Quittung sind noch da."},
	{refportal.ErrNoChange, "Eine solche Änderung wartet nicht. „refportal einrichtung aenderung list“ zeigt alle, die warten."},
	{refportal.ErrSiteData, "Nichts wurde gespeichert. Bitte ergänzen oder berichtigen Sie die genannten Angaben."},
	{refportal.ErrTraining, "Ein Termin braucht einen Tag (JJJJ-MM-TT) und einen Text."},
	{errAngabe, "Erwartet wird ANGABE=WERT. „refportal einrichtung daten --help“ nennt die Angaben."},
	{refportal.ErrEvent, "Es fehlt, was die Einrichtung erfahren soll."},
	{errAmount, "Erwartet werden Nummern mit --betrag in Euro (19,50) oder eine --datei mit Zeilen nummer;betrag. Mitgeteilt wurde nichts."},
	{refportal.ErrNoNotice, "Unter dieser Nummer wurde nichts als fehlend mitgeteilt, oder es ist zurückgenommen. „refportal meldung fehlt list“ nennt die Nummern."},
	{refportal.ErrMissed, "Dass zu dieser Meldung etwas fehlt, weiß die Einrichtung schon. „refportal meldung fehlt list“ zeigt, was sie geantwortet hat."},
	{refportal.ErrNoMissing, "Es fehlt, woran die Einrichtung die Meldung erkennt: --einsendenummer oder --patient-id, das Datum als JJJJ-MM-TT."},
	{refportal.ErrNoKeyList, "Die Stellen haben noch keine Schlüssel. „refportal schluessel neu --ablage ORDNER“ legt sie an."},
	{refportal.ErrSiteKey, "Einen solchen Schlüssel hat diese Einrichtung nicht gemeldet. „refportal einrichtung schluessel list“ zeigt alle."},
	{ablage.ErrInside, "Private Schlüssel gehören nicht in den Ordner des Portals. Bitte wählen Sie mit --ablage einen anderen."},
	{ablage.ErrMode, "Eine Schlüsseldatei ist für andere lesbar. Bitte setzen Sie ihre Rechte auf 0400 und prüfen Sie, wer sie lesen konnte."},
	{ablage.ErrKey, "Eine Datei der Ablage enthält keinen Schlüssel. Bitte spielen Sie sie aus der Sicherung zurück."},
	{ablage.ErrThere, "Die Stellen haben schon Schlüssel. „refportal schluessel zeigen“ zeigt sie, „wechseln“ gibt einer Stelle einen neuen."},
	{envelope.ErrRoot, "Das ist nicht der Wurzelschlüssel, der die bisherige Liste unterschrieben hat. Bitte prüfen Sie --wurzel und --ablage."},
	{envelope.ErrOlder, "Jemand hat gerade eine neuere Liste veröffentlicht. Bitte rufen Sie den Befehl noch einmal auf."},
	{envelope.ErrNoKey, "Diesen Schlüssel gibt es nicht, oder er ist schon beendet. „refportal schluessel zeigen“ zeigt alle."},
	{pairs.ErrNoTerminal, "Der Schirm braucht ein Terminal. Bitte starten Sie den Befehl in einem, ohne Umleitung."},
	{auswertung.ErrDecided, "Über dieses Paar ist schon so entschieden. Bitte sehen Sie das nächste an."},
	{auswertung.ErrPair, "Dieses Paar gibt es nicht mehr. Bitte sehen Sie das nächste an."},
	{auswertung.ErrNothing, "Über dieses Paar ist nichts entschieden, was sich zurücknehmen ließe."},
	{auswertung.ErrReason, "Eine Entscheidung braucht einen Namen. Bitte geben Sie ihn mit --durch an."},
	{auswertung.ErrSign, "Unter diesem Kennzeichen liegt kein Antrag vor, oder er ist noch unterwegs. Bitte vergleichen Sie es mit dem Blatt der Vertrauensstelle."},
	{auswertung.ErrAsked, "Die Vertrauensstelle ist zu diesem Paar schon gefragt und hat noch nicht geantwortet."},
	{vertrauen.ErrMeanwhile, "Dieselben Einträge liest gerade jemand anderes ein. Bitte rufen Sie den Befehl noch einmal auf."},
	{vertrauen.ErrNoQuestion, "Diese Frage gibt es nicht. „refportal stellen fragen“ zeigt, welche warten."},
	{vertrauen.ErrAnswered, "Diese Frage ist schon beantwortet. „refportal stellen fragen --beantwortete“ zeigt die Antwort."},
	{vertrauen.ErrNobody, "Wer das ist, wurde nach einem Widerspruch gelöscht. Bitte klären Sie es mit den Einrichtungen oder antworten Sie „unklar“."},
	{vertrauen.ErrReason, "Es braucht einen Grund und einen Namen. Bitte geben Sie ihn mit --durch an."},
	{seal.ErrDamaged, "Das lässt sich mit diesem Schlüssel nicht öffnen. Bitte prüfen Sie, ob es der des Treuhänders dieser Stelle ist."},
	{offices.ErrNotAside, "Unter dieser Nummer liegt nichts beiseite. „refportal stellen beiseite annahme“ zeigt, was beiseite liegt."},
	{refportal.ErrReason, "Bitte nennen Sie mit --grund, was die Klärung ergab; es steht im Protokoll."},
	{errOnlyPortal, "Nur die Annahme verwirft Bescheide. Was eine andere Stelle beiseitelegte, ist eine Meldung: Bitte klären Sie den Grund und nehmen Sie sie mit --nochmal wieder vor."},
	{evaluation.ErrPlaces, "Die Tabelle der Orte ist unbrauchbar. Ihre erste Zeile nennt plz;ort;ags;kreis, eine PLZ hat 5 und ein Gemeindeschlüssel 8 Ziffern."},
	{evaluation.ErrPopulation, "Die Tabelle der Einwohner ist unbrauchbar. Ihre erste Zeile nennt kreis;jahr;geschlecht;von;bis;einwohner: Kreisschlüssel mit 5 Ziffern (oder in keiner Zeile einer), M oder W, Gruppen von fünf Jahren, ab 85 bleibt bis leer; keine zweimal."},
	{errFew, "Die Schwelle muss mindestens 1 sein. Üblich ist 5."},
	{errLimit, "Eine Frist ist mindestens 1. Üblich sind 10 Jahre nach der letzten Meldung."},
	{errTarget, "Bitte nennen Sie mit --ziel den Ordner für die Lieferung."},
	{errNoShelf, "Das Register braucht die Schlüssel der Stellen. Bitte geben Sie ihren Ordner mit --ablage an."},
	{errNoOffice, "Diese Stelle gibt es nicht. Es gibt annahme, vertrauen, kontrollnummern und auswertung."},
	{ablage.ErrPeers, "In der Ablage liegt keine Liste der Stellen. „refportal stellen neu --ablage ORDNER“ legt sie an; jede Stelle nimmt ihren Ordner daraus."},
	{stellen.ErrWay, "Die Meldungen der Demo sind nicht angekommen. Bitte rufen Sie sie noch einmal auf."},
	{errNoReport, "Unter dieser Transaktionsnummer liegt keine Meldung vor. „refportal meldung list“ zeigt alle."},
	{errNoHome, "Es ist kein Ordner bekannt. Bitte geben Sie ihn mit --dir an."},
	{syscall.EADDRINUSE, "Die Adresse ist belegt. Bitte wählen Sie mit --adresse eine andere oder beenden Sie das laufende Portal."},
	{fs.ErrPermission, "Der Ordner oder die Adresse ist nicht zugänglich. Bitte prüfen Sie die Rechte oder wählen Sie --dir und --adresse anders."},
}

// sentence is an error for staff; one that is not foreseen keeps its chain.
func sentence(err error) string {
	var lines supply.Errors
	if errors.As(err, &lines) {
		return "Die Datei wurde nicht eingelesen, nichts daraus ist gespeichert. Bitte berichtigen Sie:\n" + lines.Error()
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return s.text
		}
	}
	return fmt.Sprintf("Das hat nicht geklappt (%v).", err)
}
