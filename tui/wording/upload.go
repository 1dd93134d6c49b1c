package wording

import (
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/intake"
)

// UploadJudged says how many reports of a package are valid.
func UploadJudged(j *intake.Judged) string {
	if j.Whole() {
		return Plural(j.Files, "Datei", "Dateien") + " geprüft. Ein Fehler betrifft eine ganze Datei; so lässt sich nichts senden."
	}
	return UploadCounts(j.Files, j.Reports, j.Bad())
}

// UploadCounts is how many of some reports are valid.
func UploadCounts(files, reports, bad int) string {
	return fmt.Sprintf("%s geprüft: %s, %d gültig, %d fehlerhaft.", Plural(files, "Datei", "Dateien"), Plural(reports, "Meldung", "Meldungen"), reports-bad, bad)
}

// UploadMeans says what follows from sending a package.
func UploadMeans(j *intake.Judged) string {
	said := Plural(j.Valid(), "gültige Meldung geht", "gültige Meldungen gehen") + " an das Register und stehen danach in den Akten. Warnungen gelten als bestätigt."
	if bad := j.Bad(); bad > 0 {
		said += " " + Plural(bad, "fehlerhafte bleibt", "fehlerhafte bleiben") + " draußen."
	}
	return said
}

// UploadSent says what became of a package, and where that is written down.
func UploadSent(s *intake.Sent) string {
	said := s.Sum()
	switch {
	case s.Stopped:
		said = "Abgebrochen. " + said + " Dasselbe Paket sendet den Rest; nichts geht doppelt hinaus."
	case s.Count(intake.Waiting) > 0:
		said += " Was wartet, sendet das Programm, sobald das Portal da ist."
	}
	if s.Protocol != "" {
		said += " Protokoll: " + forms.Clean(s.Protocol)
	}
	return said
}

// OutcomeText is what became of a report of a package.
func OutcomeText(o *intake.Outcome) string {
	return forms.Clean(Joined(string(o.Result), string(o.MeldungID), o.Nummer)) + against(o.Maengel)
}

// FaultyText is a report that is not valid, or a file.
func FaultyText(f *intake.Faulty) string {
	what := "Meldung " + string(f.MeldungID)
	if f.MeldungID == "" {
		what = "ganze Datei"
	}
	where := f.At.Name
	if f.At.Line > 0 {
		where += fmt.Sprintf(", Zeile %d", f.At.Line)
	}
	return forms.Clean(what+" ("+where+")") + against(f.Maengel)
}

func against(all []intake.Mangel) string {
	var said []string
	for _, m := range all {
		said = append(said, forms.Clean(strings.TrimSpace(m.Code+" "+m.Text)))
	}
	if len(said) == 0 {
		return ""
	}
	return ": " + strings.Join(said, " ")
}
