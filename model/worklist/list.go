package worklist

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
)

// What the work list goes by, in days.
const (
	fristNah        = 28      // so many days before its end a deadline is near
	gegenstueckLang = 2 * 365 // a Diagnose without a therapy is asked about for so long
)

// List puts together what there is to do on a day, case by case. A case
// that changed is put anew; the others need not be looked at again.
type List struct {
	now    time.Time
	today  model.Datum
	config rule.Config
	cases  map[string][]ordered
	here   []ordered // of the case that is being put
}

// ordered is a task with its sort key.
type ordered struct {
	Aufgabe
	key string
}

// New begins the work list of a day.
func New(now time.Time, config rule.Config) *List {
	return &List{now: now, today: model.DatumOf(now), config: config, cases: map[string][]ordered{}}
}

// Day is the day the list is about: on another one deadlines and holds differ.
func (l *List) Day() model.Datum { return l.today }

// Put takes what a case has today: its deliveries in the order they were
// completed, its drafts behind them.
func (l *List) Put(caseID string, fall []model.Vorgang) {
	l.here = nil
	l.judge(fall)
	if len(l.here) == 0 {
		delete(l.cases, caseID)
		return
	}
	l.cases[caseID] = l.here
}

// judge asks for no counterpart while something of the case cannot be read: that
// may be it.
func (l *List) judge(fall []model.Vorgang) {
	damaged := anyDamaged(fall)
	for i := range fall {
		v := &fall[i]
		switch {
		case v.Damaged:
			l.put(v, AufgabeBeschaedigt, "", beschaedigt(v), "")
		case v.State == model.StateDraft:
			l.draft(v)
		case v.State == model.StateRejected:
			l.rejected(fall, i)
		case v.State == model.StateQueued, v.State == model.StateSending:
			l.waiting(v)
		case v.State == model.StateAccepted:
			l.answer(fall, i)
		}
		if !damaged && v.State != model.StateDraft && standing(fall, i) {
			l.counterpart(fall, i)
		}
	}
}

func anyDamaged(fall []model.Vorgang) bool {
	return slices.ContainsFunc(fall, func(v model.Vorgang) bool { return v.Damaged })
}

// beschaedigt names what cannot be read by the beginning of its number.
func beschaedigt(v *model.Vorgang) string {
	what, id := "Meldung", v.Transaktionsnummer
	if v.DraftID != "" {
		what, id = "Entwurf", v.DraftID
	}
	return what + " " + model.ShortID(id) + ". Nicht lesbar; nichts ändern, Betreuung rufen."
}

// Aufgaben are the tasks, the most urgent first, without the answers somebody
// has looked at.
func (l *List) Aufgaben(gesehen Gesehen) []Aufgabe {
	var all []ordered
	for _, tasks := range l.cases {
		for _, t := range tasks {
			if t.Art != AufgabeAntwort || gesehen[t.Transaktionsnummer] == "" {
				all = append(all, t)
			}
		}
	}
	slices.SortFunc(all, func(a, b ordered) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.CaseID, b.CaseID), cmp.Compare(a.DraftID+a.Transaktionsnummer, b.DraftID+b.Transaktionsnummer))
	})
	sorted := make([]Aufgabe, len(all))
	for i := range all {
		sorted[i] = all[i].Aufgabe
	}
	return sorted
}

// put adds a task; within its kind the smaller key is the more urgent one.
func (l *List) put(v *model.Vorgang, art Aufgabenart, key, text string, frist model.Datum) {
	a := Aufgabe{Art: art, CaseID: v.CaseID, Typ: v.Typ, Event: v.Date, Frist: frist, TumorID: v.TumorID,
		DraftID: v.DraftID, Transaktionsnummer: v.Transaktionsnummer, Text: text}
	if art == AufgabeGesperrt {
		a.Sperre = v.Sperre
	}
	l.here = append(l.here, ordered{a, string(rune('a'+slices.Index(aufgabenarten, art))) + key})
}

// aufgabenarten stand in the order of urgency.
var aufgabenarten = []Aufgabenart{AufgabeBeschaedigt, AufgabeAbgelehnt, AufgabeFrist, AufgabeEntwurf, AufgabeAntwort, AufgabeGegenstueck, AufgabeWartet, AufgabeGesperrt}

// newestFirst is a sort key that falls as time goes on.
func newestFirst(t time.Time) string { return fmt.Sprintf("%015d", 1<<45-t.UnixMilli()) }

// draft is a report that is being written. Its deadline counts unless it
// corrects a report that was sent.
func (l *List) draft(v *model.Vorgang) {
	text := "fortsetzen"
	frist := model.Datum("")
	if v.Ersetzt != "" {
		text = "Korrektur fortsetzen"
	}
	if v.Fassung != "" {
		text = v.Fassung
	}
	if v.Ersetzt == "" {
		frist, _ = l.config.Deadline(v.Date)
	}
	switch {
	case v.Sperre.Holds(l.now):
		l.put(v, AufgabeGesperrt, string(v.Sperre.Bis), "", frist)
	case frist != "" && l.near(frist):
		l.put(v, AufgabeFrist, string(frist), text, frist)
	case frist != "":
		l.put(v, AufgabeEntwurf, string(frist), text, frist)
	default:
		l.put(v, AufgabeEntwurf, "~"+newestFirst(v.Updated), text, frist)
	}
}

func (l *List) near(frist model.Datum) bool {
	days, ok := l.today.DaysTo(frist)
	return ok && days <= fristNah
}

// rejected is a report the registry refused, as long as nobody did anything
// about it. A request to delete one that is refused is an answer like others:
// the report goes on as it was.
func (l *List) rejected(fall []model.Vorgang, i int) {
	v := &fall[i]
	if v.Art == model.SendungLoeschantrag {
		l.put(v, AufgabeAntwort, newestFirst(v.Settled), "Löschantrag abgelehnt: "+v.Reason, "")
		return
	}
	if v.MeldungID != "" && slices.ContainsFunc(fall[i+1:], func(o model.Vorgang) bool { return o.MeldungID == v.MeldungID }) {
		return
	}
	l.put(v, AufgabeAbgelehnt, newestFirst(v.Settled), cmp.Or(v.Reason, "Vom Register abgelehnt."), "")
}

// antrag names a request to delete a report in front of what is said of it.
func antrag(v *model.Vorgang) string {
	if v.Art == model.SendungLoeschantrag {
		return "Löschantrag: "
	}
	return ""
}

func (l *List) waiting(v *model.Vorgang) {
	switch {
	case v.Sperre.Holds(l.now):
		l.put(v, AufgabeGesperrt, string(v.Sperre.Bis), strings.TrimSuffix(antrag(v), ": "), "")
	case v.State == model.StateSending:
		l.put(v, AufgabeWartet, "", antrag(v)+"wird gerade übermittelt", "")
	case v.Attempts == 0:
		l.put(v, AufgabeWartet, "", antrag(v)+"zur Übermittlung bereit", "")
	default:
		at := v.NextAt.In(l.now.Location())
		l.put(v, AufgabeWartet, at.UTC().Format(time.RFC3339), antrag(v)+"nächster Versuch um "+at.Format("15:04"), "")
	}
}

// answer is a receipt nobody has looked at yet; one that a later version
// followed was.
func (l *List) answer(fall []model.Vorgang, i int) {
	v := &fall[i]
	if v.Settled.IsZero() || l.now.Sub(v.Settled) > AntwortTage*24*time.Hour || record.PlaceOf(fall, i, record.OfVorgang) != record.Counts {
		return
	}
	l.put(v, AufgabeAntwort, newestFirst(v.Settled), antrag(v)+"angenommen am "+v.Settled.In(l.now.Location()).Format("02.01.2006"), "")
}

// standing reports whether a delivery stands for what the registry has, or will
// have: the version of its report that counts, no request to delete it.
func standing(fall []model.Vorgang, i int) bool {
	return fall[i].Art != model.SendungLoeschantrag && record.PlaceOf(fall, i, record.OfVorgang) == record.Counts
}
