package wording

import "strings"

// groupsInLine is how many groups of the recovery key stand in a line.
const groupsInLine = 5

// OlderTitle heads what is said where an older file lies in the place of the store,
// OlderText says it.
const OlderTitle = "Der Datenspeicher ist älter als zuletzt"

func OlderText(lines int64) []string {
	missing := "fehlt 1 Zeile"
	if lines > 1 {
		missing = "fehlen " + Thousands(int(lines)) + " Zeilen"
	}
	return []string{"Im Protokoll " + missing + ", seit jemand zuletzt hier gearbeitet hat, und damit, was in der Zeit eingegeben und gesendet wurde. " +
		"Offenbar liegt eine ältere Datei an der Stelle des Datenspeichers.",
		"Bitte nichts noch einmal senden und die Betreuung rufen. „meldeportal doctor --siegel“ sagt, was fehlt; eine Sicherung gehört mit „meldeportal wiederherstellen“ zurückgespielt."}
}

// PaperText is the recovery key as it is shown, this once, to be printed or copied.
func PaperText(paper string) []string {
	lines := []string{"Notschlüssel dieses Speichers: Er öffnet ihn und jede Sicherung, wenn alle ihr Passwort vergessen haben. " +
		"Er wird nur jetzt gezeigt. Bitte abschreiben oder ausdrucken und verschlossen aufbewahren, nicht bei den Sicherungen.", ""}
	for groups := strings.Fields(paper); len(groups) > 0; {
		n := min(groupsInLine, len(groups))
		lines = append(lines, "    "+strings.Join(groups[:n], "  "))
		groups = groups[n:]
	}
	return append(lines, "", "Gebraucht wird er mit „meldeportal nutzer zulassen --notschluessel“. Ging er verloren, macht „meldeportal nutzer notschluessel“ einen neuen.")
}
