package wording

import "strings"

// groupsInLine is how many groups of the recovery key stand in a line.
const groupsInLine = 5

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
