package wording

import (
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
)

// TaskWords stand in front of each task of a kind.
var TaskWords = map[worklist.Aufgabenart]string{
	worklist.AufgabeBeschaedigt: people.DamagedWord, worklist.AufgabeAbgelehnt: "abgelehnt", worklist.AufgabeRueckfrage: "Rückfrage", worklist.AufgabeVermisst: "vermisst", worklist.AufgabeFrist: "Frist",
	worklist.AufgabeEntwurf: "Entwurf", worklist.AufgabeAntwort: "Antwort", worklist.AufgabeGegenstueck: "fehlt",
	worklist.AufgabeWartet: "wartet", worklist.AufgabeGesperrt: "gehalten", worklist.AufgabeAngenommen: "angenommen",
	worklist.AufgabeAufgeschoben: "aufgeschoben", worklist.AufgabeErledigt: "erledigt",
}

// TaskText is what is to be done and by when, or why nothing is.
func TaskText(a *worklist.Aufgabe, now time.Time) string {
	if a.Angenommen != nil {
		return AcceptedText(a.Angenommen, now)
	}
	parts := []string{EditedBy(a.InArbeit), a.Fassung, FristText(a.Frist, model.DatumOf(now)), SperreText(a.Sperre), a.Text}
	switch e := a.Entscheid; {
	case e.Settled():
		parts = []string{e.Grund, e.Von + ", " + e.Am.In(now.Location()).Format("02.01.2006")}
	case e.Handed():
		parts = append([]string{HandedBy(e)}, parts...)
	case e != nil && e.PutOff(model.DatumOf(now)):
		parts = append([]string{"bis " + e.Bis.German() + ": " + e.Grund}, parts...)
	case e != nil:
		parts = append([]string{"Wiedervorlage: " + e.Grund}, parts...)
	}
	return Joined(parts...)
}

// HandedBy says who handed a task over, to whom, and her word to her.
func HandedBy(e *worklist.Entscheid) string {
	said := "von " + e.Von + " an " + e.An + " übergeben"
	if e.Grund != "" {
		said += ": " + strings.TrimRight(e.Grund, ". ")
	}
	return said
}

// TaskSentence is a task with all that is known of it.
func TaskSentence(a *worklist.Aufgabe, now time.Time) string {
	if a.Angenommen != nil {
		return AcceptedText(a.Angenommen, now) + ", öffnet die Übertragung und gilt dann als gesehen"
	}
	what := ""
	if a.Typ != "" {
		what = Sending{Art: a.Sendung, Typ: a.Typ, Sub: a.Meldeanlass, Ersetzt: a.Ersetzt}.Whole()
		if a.Event != "" {
			what += " vom " + a.Event.German()
		}
	}
	return strings.TrimSuffix(Sentences(TaskWords[a.Art]+", "+a.Person, ObjectionIn(a.Widerspruch), what, TaskText(a, now)), ".")
}

// AcceptedText counts the good answers nobody has looked at: "42 angenommen seit gestern".
func AcceptedText(n *worklist.Angenommen, now time.Time) string {
	var parts []string
	if n.Meldungen > 0 {
		parts = append(parts, Thousands(n.Meldungen)+" angenommen")
	}
	if n.MitHinweis > 0 {
		parts = append(parts, "davon "+Thousands(n.MitHinweis)+" mit Hinweis")
	}
	if n.Gewaehrt > 0 {
		parts = append(parts, Plural(n.Gewaehrt, "Löschantrag gewährt", "Löschanträge gewährt"))
	}
	if n.Loeschantraege > 0 {
		parts = append(parts, Plural(n.Loeschantraege, "Löschantrag eingegangen", "Löschanträge eingegangen"))
	}
	return JoinedBy(", ", parts...) + " seit " + since(n.Seit.In(now.Location()), now)
}

// since is a moment as one says it: today its time, else its day.
func since(at, now time.Time) string {
	day, today := model.DatumOf(at), model.DatumOf(now)
	switch days, _ := day.DaysTo(today); days {
	case 0:
		return at.Format("15:04")
	case 1:
		return "gestern"
	}
	return day.German()
}

// WaitingText tells how many reports wait for a reason, and how long half of them at
// the most, with those that were let go: "wartet auf Befund 12, Median 9 Tage (mit 30
// beendeten)".
func WaitingText(w *worklist.Wartezeit) string {
	text := OrDash(w.Grund) + " " + Thousands(w.Anzahl)
	if w.Bekannt {
		text += ", Median " + Plural(w.Median, "Tag", "Tage")
	}
	if w.Vorbei > 0 {
		text += " (mit " + Plural(w.Vorbei, "beendeten", "beendeten") + ")"
	}
	return text
}

// WaitingLines tell it of each reason.
func WaitingLines(times []worklist.Wartezeit) (lines []string) {
	if len(times) == 0 {
		return []string{"Es wird keine Meldung zurückgehalten."}
	}
	for i := range times {
		lines = append(lines, WaitingText(&times[i])+".")
	}
	return lines
}

// BringsOver tells at the sign-in how far a store is that an update of the program brings
// to its version.
func BringsOver(u answer.Update) string {
	if u.Left == 0 {
		return fmt.Sprintf("Vor dem Update wird der Datenspeicher einmalig kopiert, %d %% sind geschafft. Abbrechen schadet nicht: Die nächste Anmeldung beginnt die Kopie neu.", u.Copied)
	}
	return "Nach dem Update wird der Datenspeicher einmalig vorbereitet, noch " + Thousands(u.Left) +
		" Einträge. Abbrechen schadet nicht: Die nächste Anmeldung macht weiter."
}

// CatchUp tells how far a store is that an update of the program brings to its version.
func CatchUp(left int) string {
	return "wird nach dem Update einmalig vorbereitet, noch " + Thousands(left) + " Akten"
}
