package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/style"
)

var typNames = map[model.Zweig]string{
	model.TypDiagnose: "Diagnose", model.TypPathologie: "Pathologie", model.TypOP: "OP",
	model.TypST: "Strahlen", model.TypSYST: "Systemisch", model.TypVerlauf: "Verlauf",
	model.TypTod: "Tod", model.TypTumorkonferenz: "Konferenz",
}

// typTitles are the whole names of the types that lists shorten.
var typTitles = map[model.Zweig]string{
	model.TypST: "Strahlentherapie", model.TypSYST: "Systemtherapie", model.TypTumorkonferenz: "Tumorkonferenz",
}

// TypTitle is a report type in full.
func TypTitle(t model.Zweig) string {
	if name, ok := typTitles[t]; ok {
		return name
	}
	return TypName(t)
}

// TypName is a report type as narrow lists show it.
func TypName(t model.Zweig) string {
	if name, ok := typNames[t]; ok {
		return name
	}
	return style.DashSign
}

var stateNames = map[model.State]string{
	model.StateDraft: "Entwurf", model.StateQueued: "wartet", model.StateSending: "wird gesendet",
	model.StateAccepted: "angenommen", model.StateRejected: "abgelehnt", model.StateElsewhere: "anderswo",
}

// StateName is a report's state in words.
func StateName(s model.State) string { return stateNames[s] }

// NameAndBirth is "Müller, Anna *12.03.1950", without the star where the day is
// not known yet.
func NameAndBirth(s *model.Stammdaten) string {
	if s.Geburtsdatum == "" {
		return people.NameOf(s)
	}
	return people.NameOf(s) + " *" + s.Geburtsdatum.German()
}

// DayOf is a date in a sentence, or that there is none yet.
func DayOf(d model.Datum) string {
	if d == "" {
		return "noch ohne Datum"
	}
	return "vom " + d.German()
}

// NameAndBorn is "Müller, Anna, geboren 12.03.1950".
func NameAndBorn(s *model.Stammdaten) string {
	return people.NameOf(s) + ", geboren " + s.Geburtsdatum.German()
}

// PersonWords is a person of the patient list in a sentence.
func PersonWords(r *people.Row) string {
	if r.Damaged {
		return JoinedBy(", ", r.Name, StateText(r))
	}
	return JoinedBy(", ", r.Name, "geboren "+r.Born, r.Number, ObjectionIn(r.Objects), r.Diagnosis, StateText(r))
}

// ShortDate is month and year, for narrow columns.
func ShortDate(d model.Datum) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return t.Format("01.06")
}

// Plural is a count with its word: 1 Warnung, 2 Warnungen.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Thousands writes a count with points: 100.000.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

func OrEmpty(text string) string {
	if text == "" {
		return "leer"
	}
	return text
}

// ReportTitle is "Diagnose · Müller, Anna *12.03.1950".
func ReportTitle(r *model.Report) string {
	return forms.Clean(OccasionOf(r) + " · " + NameAndBirth(&r.Patient.Stammdaten))
}

// SperreText says that and until when a report is held back, "" where it is not.
func SperreText(s *model.Sperre) string {
	switch {
	case s == nil:
		return ""
	case s.Bis != "" && s.Grund == "":
		return "bis " + s.Bis.German()
	case s.Bis != "":
		return "bis " + s.Bis.German() + ": " + s.Grund
	}
	return s.Grund
}

// HeldSentence says why a report cannot leave and what to do; by is how that is done
// where it is read, "" = it is not said.
func HeldSentence(s *model.Sperre, by string) string {
	why := "Zurückgehalten"
	if text := SperreText(s); text != "" {
		why += " (" + forms.Clean(text) + ")"
	}
	if by != "" {
		by = " (" + by + ")"
	}
	return why + ". Erst die Sperre aufheben" + by + ", dann abschließen."
}

// Joined are the parts that say something, with a dot in between.
func Joined(parts ...string) string { return JoinedBy(" "+style.DotSign+" ", parts...) }

func JoinedBy(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sep)
}

func OrDash(text string) string {
	if text == "" {
		return style.DashSign
	}
	return text
}

// Sentences joins parts that are not empty, each ended with a point.
func Sentences(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if !strings.HasSuffix(p, ".") && !strings.HasSuffix(p, "?") {
			p += "."
		}
		all = append(all, p)
	}
	return strings.Join(all, " ")
}
