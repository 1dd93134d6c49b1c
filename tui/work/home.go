package work

import (
	"context"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
)

// HomeActs are what can be done from where a person starts, whoever she is about.
func HomeActs(desk *Desk) []Act {
	return Allowed(desk, []Act{
		{Name: "serie", Does: rights.EntwurfBegonnen, Label: "Serie", Help: "Nachsorgen ohne Auffälligkeiten, Person nach Person nach einer Vorgabe."},
		{Name: "senden", Label: "Senden", Help: "Versucht jetzt, wartende Meldungen zu übermitteln.", Do: func(context.Context, Given) (Done, error) {
			return Done{Said: SyncSentence(desk)}, nil
		}},
		{Name: "uebertragung", Label: "Übertragung", Help: "Zeigt alle Meldungen auf dem Weg zum Register."},
		{Name: "dokucheck", Label: "Doku-Check", Help: "Prüft alle eigenen Meldungen mit den Regeln von heute und sagt, was am häufigsten auffällt, mit Anteil je Quartal.", Quiet: true},
		{Name: "zugang", Label: "Zugang", Help: "Zweiter Faktor, Personen zum örtlichen Speicher einladen, Rollen.", Quiet: true},
		{Name: "import", Does: rights.Uebernommen, Label: "Import", Help: "Sieht eine Lieferung eines anderen Systems an und übernimmt sie, Zeile für Zeile entschieden.", Quiet: true},
		{Name: "upload", Label: "Upload", Help: "Prüft ein Paket eines anderen Systems und sendet die gültigen Meldungen, mit Protokoll.", Quiet: true},
		{Name: "einstellungen", Label: "Einstellungen", Help: "Womit neue Meldungen beginnen, die Maske nach der Anmeldung, die Tastenzeile: für Sie allein.", Quiet: true},
		ChangePassword(desk),
		{Name: "papierkorb", Label: "Papierkorb", Help: "Zeigt die gelöschten Entwürfe und holt sie zurück.", Quiet: true},
	})
}

// ChangePassword changes the password of whoever sits here.
func ChangePassword(desk *Desk) Act {
	return Act{Name: "passwort", Label: "Passwort ändern", Help: "Ändert Ihr Passwort am Portal und im Speicher.", Quiet: true, Asks: AskPassword,
		Do: func(ctx context.Context, g Given) (Done, error) {
			if _, wrong := wording.PasswordWrong(g.Answers); wrong != "" {
				return Done{Said: wrong}, nil
			}
			return Done{Said: wording.PasswordChanged}, desk.Access.ChangePassword(ctx, g.Answers[0], g.Answers[3], g.Answers[1])
		}}
}
