package worklist

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/model"
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
	tasks  []*ordered     // sorted
	put    []*ordered     // since they were sorted
	of     map[string]int // how many of the tasks a case has
	here   *Stand         // that is being put
	asked  *Offen         // its question that is being judged
}

// ordered is a task with its sort key.
type ordered struct {
	Aufgabe
	key string
}

func (o *ordered) compare(p *ordered) int {
	if by := cmp.Or(cmp.Compare(o.key, p.key), cmp.Compare(o.CaseID, p.CaseID)); by != 0 {
		return by
	}
	return cmp.Or(cmp.Compare(o.DraftID+o.Transaktionsnummer, p.DraftID+p.Transaktionsnummer), cmp.Compare(o.Sache, p.Sache)) // of one report the registry may ask twice
}

// New begins the work list of a day.
func New(now time.Time, config rule.Config) *List {
	return &List{now: now, today: model.DatumOf(now), config: config, of: map[string]int{}}
}

// Day is the day the list is about: on another one deadlines and holds differ.
func (l *List) Day() model.Datum { return l.today }

// Put takes what there is to do about a case today in the place of what there was.
func (l *List) Put(s Stand) {
	if l.of[s.CaseID] > 0 {
		other := func(t *ordered) bool { return t.CaseID == s.CaseID }
		l.tasks, l.put = slices.DeleteFunc(l.tasks, other), slices.DeleteFunc(l.put, other)
		delete(l.of, s.CaseID)
	}
	l.here = &s
	for i := range s.Offen {
		l.judge(&s.Offen[i])
	}
}

// judge makes a task of a question, if it is one today.
func (l *List) judge(o *Offen) {
	l.asked = o
	switch v := &o.Vorgang; o.Frage {
	case FrageLesbar:
		l.add(v, AufgabeBeschaedigt, "", beschaedigt(v), "")
	case FrageEntwurf:
		l.draft(v)
	case FrageAbgelehnt:
		l.rejected(v)
	case FrageRueckfrage:
		l.askedBack(v, o.Rueckfrage)
	case FrageVermisst:
		l.missed(v, o.Rueckfrage)
	case FrageUnterwegs:
		l.waiting(v)
	case FrageAntwort:
		l.answer(v)
	case FrageEnde:
		l.therapyEnd(v)
	case FrageTherapie:
		l.therapy(v)
	}
}

// beschaedigt names what cannot be read by the beginning of its number.
func beschaedigt(v *model.Vorgang) string {
	what, id := "Meldung", v.Transaktionsnummer
	if v.DraftID != "" {
		what, id = "Entwurf", v.DraftID
	}
	return what + " " + model.ShortID(id) + ". Nicht lesbar; nichts ändern, Betreuung rufen."
}

// Aufgaben are the tasks, the most urgent first, without the answers somebody has
// looked at. Good answers are one line together.
func (l *List) Aufgaben(gesehen Gesehen) []Aufgabe {
	l.sort()
	sorted := make([]Aufgabe, 0, len(l.tasks))
	var good Angenommen
	at := 0 // where the good answers stand
	for i := range l.tasks {
		t := &l.tasks[i].Aufgabe
		switch {
		case (t.Art == AufgabeAntwort || t.good()) && gesehen.Has(t):
		case t.good():
			good.add(t)
			at = len(sorted)
		default:
			sorted = append(sorted, *t)
		}
	}
	if good.Seit.IsZero() {
		return sorted
	}
	return slices.Insert(sorted, at, Aufgabe{Art: AufgabeAngenommen, Angenommen: &good})
}

// good reports an answer that is no work.
func (a *Aufgabe) good() bool { return a.Art == AufgabeAngenommen }

// fewTasks find their places one by one; from there on sorting all is faster.
const fewTasks = 100

// sort puts the new tasks among the others.
func (l *List) sort() {
	if len(l.put) > fewTasks {
		l.tasks = append(l.tasks, l.put...)
		slices.SortFunc(l.tasks, (*ordered).compare)
		l.put = nil
		return
	}
	for _, t := range l.put {
		at, _ := slices.BinarySearchFunc(l.tasks, t, (*ordered).compare)
		l.tasks = slices.Insert(l.tasks, at, t)
	}
	l.put = l.put[:0]
}

// add adds a task; within its kind the smaller key is the more urgent one.
func (l *List) add(v *model.Vorgang, art Aufgabenart, key, text string, frist model.Datum) {
	a := Aufgabe{Art: art, Frage: l.asked.Frage, Sache: l.asked.Sache(), CaseID: l.here.CaseID, Person: l.here.Person, Widerspruch: l.here.Widerspruch,
		Typ: v.Typ, Meldeanlass: v.Meldeanlass, Sendung: v.Art, Ergebnis: v.Ergebnis, Ersetzt: v.Ersetzt, Event: v.Date, Frist: frist,
		TumorID: v.TumorID, Zustaendig: v.Zustaendig, DraftID: v.DraftID, Fassung: v.Fassung, Transaktionsnummer: v.Transaktionsnummer, Text: text, Settled: v.Settled}
	if art == AufgabeGesperrt {
		a.Sperre = v.Sperre
	}
	if art == AufgabeVermisst {
		a.Vermisst = l.asked.Rueckfrage
	}
	if e := l.asked.Entscheid; e != nil {
		key = l.decided(&a, e, key)
	}
	l.put = append(l.put, &ordered{a, keyOf(a.Art, key)})
	l.of[a.CaseID]++
}

// keyOf sorts tasks of a kind behind those of more urgent ones.
func keyOf(art Aufgabenart, key string) string { return string(rune('a'+art.Urgency())) + key }

// decided is a task somebody has decided about: it has another kind, and its key says
// when, unless its day has come.
func (l *List) decided(a *Aufgabe, e *Entscheid, key string) string {
	a.Entscheid = e
	switch {
	case e.Handed():
		a.Zustaendig = e.An
	case e.Settled():
		a.Art = AufgabeErledigt
		return newestFirst(e.Am)
	case e.PutOff(l.today):
		a.Art = AufgabeAufgeschoben
		return string(e.Bis)
	}
	return key
}

// aufgabenarten stand in the order of urgency.
var aufgabenarten = []Aufgabenart{AufgabeBeschaedigt, AufgabeAbgelehnt, AufgabeRueckfrage, AufgabeVermisst, AufgabeFrist, AufgabeEntwurf, AufgabeAntwort, AufgabeGegenstueck, AufgabeAngenommen,
	AufgabeWartet, AufgabeGesperrt, AufgabeAufgeschoben, AufgabeErledigt}

// Urgency is the place of a kind among all: the most urgent is 0.
func (a Aufgabenart) Urgency() int { return slices.Index(aufgabenarten, a) }

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
	if v.Ersetzt == "" {
		frist, _ = l.config.Deadline(v.Date)
	}
	switch {
	case v.Sperre.Holds(l.now):
		l.add(v, AufgabeGesperrt, string(v.Sperre.Bis), "", frist)
	case frist != "" && l.near(frist):
		l.add(v, AufgabeFrist, string(frist), text, frist)
	case frist != "":
		l.add(v, AufgabeEntwurf, string(frist), text, frist)
	default:
		l.add(v, AufgabeEntwurf, "~"+newestFirst(v.Updated), text, frist)
	}
}

func (l *List) near(frist model.Datum) bool {
	days, ok := l.today.DaysTo(frist)
	return ok && days <= fristNah
}

// rejected is a report the registry refused, as long as nobody did anything
// about it. A request to delete one that is refused is an answer like others:
// the report goes on as it was.
func (l *List) rejected(v *model.Vorgang) {
	if v.Art == model.SendungLoeschantrag {
		l.add(v, AufgabeAntwort, newestFirst(v.Settled), "Löschantrag abgelehnt: "+v.Reason, "")
		return
	}
	l.add(v, AufgabeAbgelehnt, newestFirst(v.Settled), cmp.Or(v.Reason, "Vom Register abgelehnt."), "")
}

// askedBack is what the registry asks about a report: what waits longest is in front.
func (l *List) askedBack(v *model.Vorgang, r *model.Rueckmeldung) {
	l.add(v, AufgabeRueckfrage, fmt.Sprintf("%015d", r.Gekommen.UnixMilli()), r.Text, "")
}

// antrag names a request to delete a report in front of what is said of it.
func antrag(v *model.Vorgang) string {
	if v.Art == model.SendungLoeschantrag {
		return "Löschantrag: "
	}
	return ""
}

// waiting is what is on its way. It stands by its case: when it is tried next changes all
// the time, and lines that jump are not read.
func (l *List) waiting(v *model.Vorgang) {
	switch {
	case v.Sperre.Holds(l.now):
		l.add(v, AufgabeGesperrt, string(v.Sperre.Bis), strings.TrimSuffix(antrag(v), ": "), "")
	case v.State == model.StateSending:
		l.add(v, AufgabeWartet, l.here.CaseID, antrag(v)+"wird gerade übermittelt", "")
	case v.Attempts == 0:
		l.add(v, AufgabeWartet, l.here.CaseID, antrag(v)+"zur Übermittlung bereit", "")
	default:
		l.add(v, AufgabeWartet, l.here.CaseID, antrag(v)+"nächster Versuch um "+v.NextAt.In(l.now.Location()).Format("15:04"), "")
	}
}

// because is what became of a report, with the reason where one is told.
func because(what, reason string) string {
	if reason == "" {
		return what
	}
	return what + ": " + reason
}

// answer is a good answer nobody has looked at yet, a receipt or a result;
// what the registry has already, or no more, is told for itself.
func (l *List) answer(v *model.Vorgang) {
	switch {
	case answerOver(v, l.now):
	case v.Ergebnis == model.ErgebnisDoppelmeldung:
		l.add(v, AufgabeAntwort, newestFirst(v.Settled), because("Doppelmeldung, das Register hat sie schon", v.Reason), "")
	case v.Ergebnis == model.ErgebnisGeloescht:
		l.add(v, AufgabeAntwort, newestFirst(v.Settled), because("vom Register gelöscht", v.Reason), "")
	default:
		l.add(v, AufgabeAngenommen, newestFirst(v.Settled), "", "")
	}
}
