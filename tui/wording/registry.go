package wording

import (
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// What the registry says about what was sent, after its receipt.

// resultWords are results as a list shows them, where they say more than the state does.
var resultWords = map[model.Ergebnis]string{
	model.ErgebnisAngenommen: "beantwortet", model.ErgebnisVerguetet: "vergütet", model.ErgebnisHinweis: "mit Hinweis", model.ErgebnisDoppelmeldung: "Doppelmeldung", model.ErgebnisGeloescht: "gelöscht", model.ErgebnisGewaehrt: "gewährt",
}

// IsResult reports that the word of a list is that of a later result.
func IsResult(word string) bool {
	for _, w := range resultWords {
		if w == word {
			return true
		}
	}
	return false
}

// ResultText is the later result as a list shows it: its day, where it was waited for here,
// what it is, and why.
func ResultText(d *model.Delivery) string {
	said := string(d.Ergebnis)
	if d.Ergebnis == model.ErgebnisVerguetet { // Settled and Reason are of the result before
		return said
	}
	if !d.Settled.IsZero() {
		said = Day(d.Settled) + " " + said
	}
	if d.Reason != "" {
		said += ": " + d.Reason
	}
	return said
}

// ResultHint is the later result where the receipt tells the rest.
func ResultHint(d *model.Delivery) string {
	of := "Ergebnis"
	if d.Ergebnis == model.ErgebnisVerguetet {
		return "Angenommen und vergütet. Enter zeigt den Betrag."
	}
	if !d.Settled.IsZero() {
		of += " vom " + Day(d.Settled)
	}
	return of + ": " + string(d.Ergebnis) + ". Enter zeigt, was das Register dazu sagt."
}

var answerLabels = map[model.Rueckmeldungsart]string{
	model.RueckErgebnis: "Ergebnis", model.RueckFrage: "Rückfrage", model.RueckEntscheidung: "Entscheidung", model.RueckDokuCheck: "Doku-Check",
	model.RueckVermisst: "Vermisst", model.RueckVerguetet: "Vergütung",
}

// NotOurs answers to what the registry lacks that it is not for this house to report.
const NotOurs = "Nicht bei uns."

// Asked is the sentence about a report of which the registry asks or lacks something.
func Asked(r *model.Rueckmeldung) string {
	if r.Art == model.RueckVermisst {
		return "Das Register vermisst dazu eine Meldung: " + string(model.OrEmpty(r.Vermisst).Grund) + ". {folgemeldung} beginnt sie, {antworten} antwortet."
	}
	return "Das Register fragt etwas zu dieser Meldung. {antworten} antwortet, {korrigieren} berichtigt sie."
}

// Missed says, where a report that the registry lacks is looked for, what was found here.
func Missed(r *model.Rueckmeldung, known bool) string {
	text := "Das Register vermisst: " + JoinedBy(", ", string(model.OrEmpty(model.OrEmpty(r).Vermisst).Grund), model.OrEmpty(model.OrEmpty(r).Vermisst).Angaben()) + "."
	if !known {
		text += " Hier ist dazu niemand bekannt."
	}
	return text
}

// AnswerLabel names what came back.
func AnswerLabel(r *model.Rueckmeldung) string {
	if label, known := answerLabels[r.Art]; known {
		return label
	}
	return "Rückmeldung"
}

// AnswerText is what came back, with its day; sent is the report it is about, nil = it is
// not read.
func AnswerText(r *model.Rueckmeldung, sent *model.Report) string {
	missed := model.OrEmpty(r.Vermisst)
	said := []string{string(r.Ergebnis), string(missed.Grund), missed.Angaben(), RegistryField(sent, r.Feld), r.Text}
	if r.Cents > 0 {
		said = append(said, worklist.Euro(r.Cents))
	}
	if r.Art == model.RueckDokuCheck && len(r.Befunde) == 0 {
		said = append(said, "unauffällig")
	}
	if r.Art == model.RueckDokuCheck && len(r.Befunde) > 0 {
		said = append(said, Plural(len(r.Befunde), "Hinweis für künftige Meldungen", "Hinweise für künftige Meldungen"))
	}
	return JoinedBy(": ", append([]string{Day(r.Am)}, said...)...)
}

// BefundText is one thing the registry found.
func BefundText(b *model.Befund, sent *model.Report) string {
	return JoinedBy(": ", RegistryField(sent, b.Feld), strings.TrimSpace(b.Text+" ("+b.Regel+")"))
}

// RegistryField is the name of a field the registry speaks of, "" where it names none or
// none that is known.
func RegistryField(sent *model.Report, id string) string {
	if id == "" || sent == nil {
		return ""
	}
	return FieldName(sent, rule.Finding{Fields: []string{id}})
}

// ReplyText is what was answered to a question, how long that took, and how far it is.
func ReplyText(r *model.Rueckmeldung) string {
	a := r.Antwort
	far := "wird übermittelt"
	switch {
	case a.Grund != "":
		far = "vom Portal nicht angenommen: " + a.Grund
	case !a.Quittung.IsZero():
		far = "beim Register seit " + Day(a.Quittung)
	}
	return fmt.Sprintf("%s (%s, %s): %s", Day(a.Am), afterDays(r.Am, a.Am), far, forms.Clean(a.Text))
}

// afterDays is how long somebody took to answer.
func afterDays(asked, answered time.Time) string {
	a, b := model.DatumOf(asked.Local()), model.DatumOf(answered.Local())
	switch days, _ := a.DaysTo(b); {
	case days <= 0:
		return "am selben Tag"
	default:
		return "nach " + Plural(days, "Tag", "Tagen")
	}
}

// ApartTitle heads what is said where house and portal know different numbers, ApartText says
// it, a sentence each with the next step; none where they know the same.
const ApartTitle = "Speicher und Portal kennen nicht dasselbe"

func ApartText(a *model.Abgleich) (said []string) {
	if n := len(a.Dort); n > 0 {
		said = append(said, Plural(n, "Meldung Ihrer Einrichtung hat", "Meldungen Ihrer Einrichtung haben")+" das Portal, die hier fehlen (nach einer zurückgespielten Sicherung, oder anderswo gesendet): "+
			someNumbers(a.Dort)+". Bitte nicht ein zweites Mal abschließen.")
	}
	if n := len(a.Hier); n > 0 {
		said = append(said, Plural(n, "Meldung gilt hier als angenommen, die", "Meldungen gelten hier als angenommen, die")+" das Portal nicht kennt: "+
			someNumbers(a.Hier)+". Bitte die Quittung öffnen und mit ihr die Meldeberatung fragen.")
	}
	if a.Bruch != 0 {
		said = append(said, BrokenText(a.Bruch))
	}
	if n := len(a.Rueckmeldungen); n > 0 {
		last := &a.Rueckmeldungen[n-1]
		said = append(said, Plural(n, "Rückmeldung", "Rückmeldungen")+" des Registers zu Nummern, die hier nicht bekannt sind (etwa nach einer zurückgespielten Sicherung): "+
			model.ShortID(last.Transaktionsnummer)+", "+AnswerText(last, nil)+".")
	}
	if !a.ZugangBis.IsZero() {
		said = append(said, TokenEnds(a.ZugangBis))
	}
	return said
}

// BrokenText says that the portal's receipts are not the chain they were.
func BrokenText(at int64) string {
	return fmt.Sprintf("Die Quittungen des Portals hängen nicht mehr zusammen: Eintrag %d schließt nicht an den an, der davor gelesen wurde. Das Verzeichnis des Portals wurde zurückgesetzt oder verändert. Bitte das Register anrufen und die Sicherungen aufheben.", at)
}

// FalseText says whose receipts no key of the list has signed.
func FalseText(numbers []string) string {
	return Plural(len(numbers), "Quittung trägt", "Quittungen tragen") + " keine gültige Unterschrift des Portals: " + someNumbers(numbers) + ". Bitte das Register fragen, ob es diese Meldungen hat."
}

// RevokedText says behind that somebody's access is taken away what ended at the portal.
func RevokedText(r answer.Revoked) string {
	switch {
	case !r.Asked:
		return " Das Portal hat davon nicht erfahren: Ihre Sitzungen dort enden von selbst, spätestens nach 12 Stunden. Hat die Person unbeaufsichtigtes Senden eingerichtet, gilt es dort weiter; „meldeportal sync liste“ zeigt es, „sync beenden NUMMER“ beendet es."
	case r.Ended > 0:
		return " Ihre Sitzungen am Portal sind beendet, auch das unbeaufsichtigte Senden, das sie eingerichtet hat."
	}
	return " Ihre Sitzungen am Portal sind beendet."
}

// TokenEnds warns of the end of a token by which reports leave while nobody is signed in.
func TokenEnds(ends time.Time) string {
	return "Der Zugang zum unbeaufsichtigten Senden gilt bis " + ends.Local().Format("02.01.2006 15:04") + "; einen neuen macht „meldeportal sync einrichten“ (Rolle Verwaltung)."
}

// mostNumbers are listed of many.
const mostNumbers = 5

func someNumbers(all []string) string {
	short := make([]string, 0, mostNumbers+1)
	for _, n := range all[:min(len(all), mostNumbers)] {
		short = append(short, model.ShortID(n))
	}
	if more := len(all) - len(short); more > 0 {
		short = append(short, fmt.Sprintf("und %d weitere", more))
	}
	return strings.Join(short, ", ")
}
