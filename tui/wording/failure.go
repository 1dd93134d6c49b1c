package wording

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/style"
)

// Sentence is what staff read about an error: what happened and the next step.
// The log keeps the chain.
func Sentence(err error) string {
	var f *answer.Failure
	var moved *answer.Moved
	if errors.As(err, &moved) {
		return movedSentence(moved)
	}
	if !errors.As(err, &f) {
		return "Unerwarteter Fehler. Bitte erneut versuchen, sonst Betreuung rufen."
	}
	if text, ok := FailureTexts[f.Kind]; ok {
		return text(f)
	}
	return "Unerwarteter Fehler (" + string(f.Kind) + "). Bitte erneut versuchen, sonst Betreuung rufen."
}

// movedSentence says where the two versions of a draft are and what to do.
func movedSentence(m *answer.Moved) string {
	switch {
	case m.Sent:
		return "Anderswo schon abgeschlossen. Ihre Eingaben: als eigener Entwurf in der Akte. Bitte die gesendete Meldung damit korrigieren, " +
			"ihn dann löschen."
	case m.Gone:
		return "Der Entwurf wurde anderswo gelöscht. Ihre Eingaben: als neuer Entwurf in der Akte, in dem es hier weitergeht."
	}
	return "Anderswo geändert; das bleibt dort so. Ihre Eingaben: als zweiter Entwurf in der Akte, in dem es hier weitergeht. " +
		"Bitte vergleichen, einen löschen."
}

// Details are the lines staff read to their IT department about an error, nil
// where the sentence says all.
func Details(err error) []string {
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != answer.FailCertificate {
		return nil
	}
	lines := []string{forms.Clean(" Gegenstelle: " + f.Host), forms.Clean(" Grund:       " + f.Detail)}
	lines = append(lines, fingerprint("Gesehen:", f.Seen)...)
	if f.Expected != "" {
		lines = append(lines, fingerprint("Erwartet:", f.Expected)...)
	}
	return append(lines, " Bricht ein Proxy das TLS auf? Er muss für diese Adresse abgeschaltet werden.")
}

// fingerprint sets the groups of one in lines of eight, so that it can be
// compared whole.
func fingerprint(label, text string) (lines []string) {
	for groups := range slices.Chunk(strings.Fields(forms.Clean(text)), 8) {
		lines = append(lines, fmt.Sprintf(" %-13s", label)+strings.Join(groups, " "))
		label = ""
	}
	return lines
}

func fixed(text string) func(*answer.Failure) string {
	return func(*answer.Failure) string { return text }
}

var FailureTexts = map[answer.Kind]func(*answer.Failure) string{
	answer.FailCredentials: fixed("Anmeldung nicht möglich: Loginname, Passwort oder Code stimmt nicht. Bitte erneut eingeben."),
	answer.FailThrottled: func(f *answer.Failure) string {
		return "Zu viele Versuche. Nächster Versuch in " + Duration(f.RetryAfter) + "."
	},
	answer.FailUnreachable: func(f *answer.Failure) string {
		return "Das Portal " + f.Host + " ist nicht erreichbar. Netz prüfen, dann erneut versuchen."
	},
	answer.FailTimeout: func(f *answer.Failure) string {
		return "Das Portal " + f.Host + " antwortet nicht rechtzeitig. Bitte erneut versuchen."
	},
	answer.FailAddress:    fixed("Die Portaladresse ist keine https-Adresse. Richtig ist z. B. https://portal.example:8443."),
	answer.FailAuthority:  fixed("Die CA-Datei ist nicht lesbar oder enthält kein Zertifikat (PEM). Bitte Pfad und Datei prüfen."),
	answer.FailPin:        fixed("Der Fingerabdruck ist unvollständig: erwartet werden 64 Zeichen 0-9 und a-f. Bitte neu eingeben."),
	answer.FailRegister:   fixed("Der Registerschlüssel fehlt oder passt nicht zu diesem Portal: erwartet werden die letzten zwei Gruppen aus dem Schreiben. Nichts wurde gesendet."),
	answer.FailNoRegister: fixed("Dieses Portal hat keinen Registerschlüssel. Bitte die Adresse prüfen; steht im Schreiben keiner, das Feld leer lassen."),
	answer.FailKeyList: func(f *answer.Failure) string {
		return "Mit der Schlüsselliste des Portals geht es nicht: " + f.Detail + ". Nichts wurde gesendet. Bitte Betreuung rufen."
	},
	answer.FailOldTLS: func(f *answer.Failure) string {
		return f.Host + " spricht nur veraltetes TLS; verlangt wird TLS 1.3. Nichts wurde gesendet. Betreuung rufen."
	},
	answer.FailRefused: func(f *answer.Failure) string {
		return "Das Portal lehnt ab: " + f.Detail + " Bitte Angaben prüfen, sonst Betreuung rufen."
	},
	answer.FailPlainHTTP: func(f *answer.Failure) string {
		return f.Host + " spricht kein TLS (nur unverschlüsseltes HTTP). Adresse prüfen; nichts wurde gesendet."
	},
	answer.FailCertificate: func(f *answer.Failure) string {
		return "Falsches Zertifikat von " + f.Host + ": " + f.Detail + ". Nichts wurde gesendet. Betreuung rufen."
	},
	answer.FailNonsense: func(f *answer.Failure) string {
		return "Die Antwort von " + f.Host + " stammt nicht vom Meldeportal. Adresse prüfen oder Betreuung rufen."
	},
	answer.FailBusy:        fixed("Das Portal ist gerade ausgelastet oder in Wartung. Bitte später erneut versuchen."),
	answer.FailSession:     fixed("Die Sitzung beim Portal ist beendet. Bitte neu anmelden, alles bleibt offen; bis dahin wird von hier nichts gesendet."),
	answer.FailStoreLocked: fixed("Das Passwort öffnet den örtlichen Speicher nicht. Wurde es anderswo geändert: „meldeportal passwort --nur-speicher“ mit dem bisherigen, oder jemand mit der Rolle Verwaltung lädt Sie neu ein."),
	answer.FailNotAdmitted: fixed("Der örtliche Speicher ist für Sie nicht freigegeben. Bitte jemanden mit der Rolle Verwaltung, Sie unter „Zugang“ einzuladen."),
	answer.FailPassword:    fixed("Das Passwort stimmt nicht. Bitte noch einmal."),
	answer.FailNeverHere:   fixed("Von hier hat das Portal Sie noch nie bestätigt. Ohne Portal geht es erst nach einer Anmeldung mit Code."),
	answer.FailLongAgo: func(f *answer.Failure) string {
		return "Ihre letzte Anmeldung am Portal war am " + f.Detail + ", das ist zu lange her. Ohne Portal geht es erst wieder nach einer Anmeldung mit Code."
	},
	answer.FailClockBack: func(f *answer.Failure) string {
		return "Die Uhr dieses Rechners geht nach: Ihre letzte Anmeldung war am " + f.Detail + ". Bitte die Uhr stellen lassen."
	},
	answer.FailOnlineOnly:   fixed("Ohne Portal zu arbeiten ist hier abgeschaltet (offline_tage). Bitte warten, bis das Portal wieder da ist."),
	answer.FailStoreBusy:    fixed("Der örtliche Speicher ist gerade belegt (ein anderes Programm schreibt lange). Bitte gleich noch einmal versuchen."),
	answer.FailImporting:    fixed("Ein anderer Import läuft gerade in diesem Speicher. Bitte warten, bis er fertig ist."),
	answer.FailUnreadable:   fixed("Der örtliche Speicher lässt sich nicht öffnen oder lesen. Ordner und Laufwerk prüfen, sonst Betreuung rufen."),
	answer.FailStoreAway:    fixed("Der Datenbankserver mit dem Speicher antwortet nicht. Was nicht als gespeichert gemeldet wurde, steht noch hier. Bitte gleich noch einmal versuchen, sonst Betreuung rufen."),
	answer.FailStoreRefused: fixed("Der Datenbankserver mit dem Speicher lässt dieses Programm nicht ein (Konto, Passwort, Datenbank). Bitte die Adresse (Eintrag store der Konfiguration) prüfen oder Betreuung rufen."),
	answer.FailStoreAddress: fixed("Die Adresse der Datenbank (Eintrag store der Konfiguration) führt zu keinem Speicher. Richtig ist postgres://KONTO@RECHNER/DATENBANK; zu einem anderen Rechner nur mit sslmode=verify-full. Bitte berichtigen."),
	answer.FailUnsigned: func(f *answer.Failure) string {
		return "Die Quittung von " + f.Host + " trägt keine Unterschrift eines Schlüssels der Schlüsselliste. Sie wird nicht geglaubt; die Meldungen gelten weiter als nicht gesendet. Bitte Betreuung oder Register anrufen."
	},
	answer.FailReceipt:  fixed("Die Quittung passt nicht zur Meldung und wurde nicht übernommen. Bitte Betreuung rufen."),
	answer.FailDiskFull: fixed("Die Festplatte ist voll; es wurde nicht gespeichert. Bitte Platz schaffen und erneut versuchen."),
	answer.FailReadOnly: fixed("Der örtliche Speicher ist schreibgeschützt; es wurde nicht gespeichert. Bitte Betreuung rufen."),
	answer.FailDamaged:  fixed("Der örtliche Speicher ist beschädigt. Nichts ändern und Betreuung rufen."),
	answer.FailNewer:    fixed("Eine neuere Programmversion hat den Speicher umgestellt; diese schreibt nicht mehr hinein. Eingaben notieren, dann mit der neuen anmelden."),
	answer.FailOthersIn: fixed("Der Speicher muss für diese Programmversion umgestellt werden. Bitte warten, bis alle abgemeldet sind, dann erneut versuchen."),
	answer.FailNoStore:  fixed("In diesem Ordner gibt es noch keinen Speicher. Bitte zuerst einmal mit dem Programm anmelden, oder den Ordner (--dir) berichtigen."),
	answer.FailStoreLost: func(f *answer.Failure) string {
		return "Der Speicher in " + f.Detail + " fehlt, ist leer oder ausgetauscht. Bitte die Sicherung zurückspielen. Zum Neubeginn dort alle Dateien meldeportal.db* wegräumen."
	},
	answer.FailKeysLost: func(f *answer.Failure) string {
		return "Dem Speicher in " + f.Detail + " fehlen die Schlüssel. Bitte die Sicherung zurückspielen. Zum Neubeginn dort alle Dateien meldeportal.db* wegräumen."
	},
	answer.FailForeign:    fixed("Die Datei meldeportal.db (oder das Schema im Datenbankserver) ist kein Speicher dieses Programms. Bitte die Sicherung zurückspielen oder Betreuung rufen."),
	answer.FailOtherStore: fixed("Die Sicherung gehört zu einem anderen Speicher als diesem; nichts wurde geändert. Mit --dir den richtigen oder einen leeren Ordner nehmen."),
	answer.FailOpen:       fixed("Der Speicher ist noch geöffnet; nichts wurde geändert. Bitte warten, bis alle abgemeldet sind, dann erneut versuchen."),
	answer.FailOtherSite: func(f *answer.Failure) string {
		return "Dieser Speicher gehört einer anderen Einrichtung; nichts wurde gelesen oder gesendet. Für Ihre mit --dir einen eigenen Ordner nehmen. (" + f.Detail + ")"
	},
	answer.FailNotFresh:    fixed("Eine Datei schreibt das Programm nur mit einem frischen Code, und der letzte ist länger als zehn Minuten her. Bitte noch einmal speichern; dann wird danach gefragt."),
	answer.FailNoGrant:     fixed("Diese Person hat hier keinen Zugang. Bitte den Loginnamen aus der Liste nehmen."),
	answer.FailMistyped:    fixed("Der Notschlüssel hat einen Tippfehler. Bitte Gruppe für Gruppe mit dem Ausdruck vergleichen."),
	answer.FailNotPaper:    fixed("Dieser Notschlüssel öffnet diesen Speicher nicht; vielleicht wurde danach ein neuer gemacht. Bitte den neuesten Ausdruck nehmen."),
	answer.FailNoPaper:     fixed("Dieser Speicher hat keinen Notschlüssel. Wer noch Zugang hat, macht ihn mit „meldeportal nutzer notschluessel“."),
	answer.FailOwnGrant:    fixed("Den eigenen Zugang kann nur jemand anders entziehen."),
	answer.FailRole:        func(f *answer.Failure) string { return RoleMissing(f.Detail) },
	answer.FailMasked:      fixed("Die gesendete Meldung ist verdeckt. Auf ihrer Quittung öffnet „Ganz öffnen“ sie mit Passwort und frischem Code."),
	answer.FailLastAdmin:   fixed("Mindestens eine Person braucht die Rolle Verwaltung. Bitte sie zuerst jemand anderem geben."),
	answer.FailNoColleague: fixed("Niemand eingeladen: Unter diesem Loginnamen meldet niemand für Ihre Einrichtung. Bitte den Loginnamen aus dem Schreiben der Vertrauensstelle nehmen."),
	answer.FailWaits:       fixed("Das Portal hat Sie bestätigt, Ihr Schlüssel liegt bereit. Zugelassen werden Sie, sobald jemand mit der Rolle Verwaltung im Programm angemeldet ist. Bitte danach erneut anmelden."),
	answer.FailStale:       fixed("Der Entwurf wurde inzwischen an anderer Stelle geändert; hier steht der alte Stand. Bitte neu öffnen."),
	answer.FailOutdated:    fixed("Der Entwurf wurde inzwischen anderswo geändert oder abgeschlossen; hier steht der alte Stand. Bitte zurück und neu öffnen."),
	answer.FailMoved:       fixed("Nicht abgeschlossen: Die Akte wird gerade an anderer Stelle geändert. Bitte gleich noch einmal."),
	answer.FailOtherSent:   fixed("Von dieser Meldung ist schon eine andere Fassung gesendet. Bitte jene korrigieren und diesen Entwurf löschen."),
	answer.FailDuplicateID: fixed("Diese Patientennummer ist schon vergeben. Bitte eine andere eintragen."),
	answer.FailHeld:        func(f *answer.Failure) string { return HeldSentence(f.Sperre, "") },
	answer.FailUnchanged:   fixed("Keine Änderung gegenüber der gesendeten Meldung. Bitte berichtigen oder den Entwurf löschen."),
	answer.FailSuperseded:  fixed("Zu dieser Meldung gibt es eine neuere Fassung oder einen Löschantrag. Bitte die neueste öffnen."),
	answer.FailNotNow:      fixed("Das geht in diesem Stand der Meldung nicht. Bitte die Liste neu lesen und den Stand ansehen."),
	answer.FailInUse:       fixed("Die Akte hat Entwürfe oder Meldungen und bleibt. Entwürfe zuerst löschen, dann die Akte."),
	answer.FailUnderway:    fixed(UnderwayText),
	answer.FailNotFound:    fixed("Das wurde an anderer Stelle entfernt oder abgeschlossen. Bitte zurück und neu auswählen."),
	answer.FailNoReason:    fixed("Zum Löschantrag fehlt der Grund. Bitte einen wählen; „Anderer Grund“ braucht eine Erläuterung."),
	answer.FailFileExists: func(f *answer.Failure) string {
		return "Die Datei " + f.Detail + " gibt es schon. Bitte einen anderen Namen angeben."
	},
	answer.FailNoFolder: func(f *answer.Failure) string {
		return "Den Ordner " + f.Detail + " gibt es nicht. Bitte einen vorhandenen Ordner angeben."
	},
	answer.FailFileWrite: func(f *answer.Failure) string {
		return "Die Datei " + f.Detail + " lässt sich nicht schreiben. Bitte einen anderen Ordner oder Namen angeben."
	},
	answer.FailNoSender: fixed("Unbeaufsichtigtes Senden ist hier nicht eingerichtet. Bitte „meldeportal sync einrichten“ aufrufen (Rolle Verwaltung)."),
	answer.FailSending:  fixed("Ein anderes „meldeportal sync“ sendet gerade aus diesem Speicher. Es ist nichts zu tun."),
	answer.FailTokenMode: func(f *answer.Failure) string {
		return "Den Zugang in " + f.Detail + " können andere lesen; damit wird nicht gesendet. Bitte mit „meldeportal sync einrichten“ einen neuen machen, der alte endet dabei."
	},
	answer.FailTokenEnded: fixed("Der Zugang zum unbeaufsichtigten Senden gilt beim Portal nicht mehr (90 Tage um, beendet, oder das Konto, das ihn machte, ist gesperrt). Nichts ging verloren. Bitte „meldeportal sync einrichten“ aufrufen."),
	answer.FailNoDecisions: func(f *answer.Failure) string {
		return "Keine Datei mit Entscheidungen zu einem Import: " + f.Detail + ". Bitte eine andere angeben oder keine."
	},
	answer.FailOtherSystem: func(f *answer.Failure) string {
		return "Die Entscheidungen gelten für ein anderes System (" + f.Detail + "). Bitte eine andere Datei angeben oder keine."
	},
	answer.FailOvertaken: fixed("Nichts übernommen: Eine der Personen oder Meldungen hat inzwischen jemand erfasst. Bitte noch einmal ansehen."),
	answer.FailStopped:   fixed(IntakeStopped),
	answer.FailFileFull: func(f *answer.Failure) string {
		return "Die Festplatte ist voll; die Datei " + f.Detail + " wurde nicht geschrieben. Bitte Platz schaffen und erneut versuchen."
	},
	answer.FailPasswordRule: func(f *answer.Failure) string { return f.Detail },
	answer.FailPasswordOpen: fixed("Das Portal hat nicht geantwortet; ob das neue Passwort gilt, ist offen. Bitte mit dem neuen anmelden, sonst mit dem bisherigen: Der Speicher öffnet sich mit beiden."),
}

// RoleMissing says that an act needs roles somebody has not, and who gives them.
func RoleMissing(roles string) string {
	return "Dafür fehlt Ihnen die Rolle " + roles + ". Wer die Rolle Verwaltung hat, gibt sie Ihnen unter „Zugang“."
}

// Duration in words, rounded up.
func Duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return "einem Augenblick"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d Sekunden", int((d+time.Second-1)/time.Second))
	}
	return fmt.Sprintf("%d Minuten", int((d+time.Minute-1)/time.Minute))
}

// endedNotice is all the header says once the session is over: what waits is no
// business of this program any more.
const (
	endedNotice = "Sitzung beendet: bitte neu anmelden"
	backNotice  = "Portal wieder da: bitte neu anmelden"
)

// LinkText is the state of the connection for the header.
func LinkText(l answer.Link, now time.Time) string {
	waiting := ""
	if l.Waiting > 0 {
		waiting = " " + style.DotSign + " " + Plural(l.Waiting, "wartet", "warten")
	}
	if l.Ended && l.Alone && l.Online {
		return backNotice
	}
	if l.Ended && !l.Alone {
		return endedNotice
	}
	if l.Online {
		return "verbunden (TLS 1.3)" + waiting
	}
	if l.Since.IsZero() {
		return "offline" + waiting
	}
	return "offline seit " + Clock(l.Since, now) + waiting
}

// Clock is a moment as people say it: the time today, the date before.
func Clock(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("02.01.2006 15:04")
}

// UnderwayText says why a person cannot be deleted yet.
const UnderwayText = "Eine Meldung zu dieser Person ist abgeschlossen und noch nicht beim Register. Bitte erst senden oder wieder als Entwurf öffnen, dann löschen."
