package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/store"
)

// Inspection is what an import would do, before anything is stored, with what stands
// behind each line.
type Inspection struct {
	intake.Inspection
	behind []behind // of each line
}

// behind is what a line is about; a line about a person has no report, one about a
// document neither.
type behind struct {
	to *arrival
	is *packedReport
}

// arrival is a person of the delivery, with whom she was found to be here.
type arrival struct {
	*newcomer
	id    model.Text
	here  *model.Case // nil: nobody
	joins *arrival    // another person of the delivery that she is
	known map[model.ReportKey][]presence
}

// presence is a version of a report that is here, or came before in the delivery.
type presence struct {
	meldung model.Meldung
	sent    bool
	arrived bool // with this delivery
}

// Inspect compares what was gathered with what is here. What was decided before
// holds where it still fits. told hears how far it is, nil = nobody does.
func (a *Archive) Inspect(ctx context.Context, in *Intake, d intake.Decisions, told func(intake.Progress)) (*Inspection, error) {
	i := &inspecting{Inspection: &Inspection{}, in: in, decided: d, told: paced(told), vault: a.vault, byNumber: map[model.Text]*model.Case{}, came: map[string]*arrival{}, arrived: map[model.Text]*arrival{}}
	if err := i.look(ctx); err != nil {
		return nil, Failure(err)
	}
	return i.Inspection, nil
}

// Likely are the people of the delivery who may be here under another number, or
// twice in the delivery.
func (a *Archive) Likely(ctx context.Context, in *Intake) (lines []intake.Line, err error) {
	i := &inspecting{Inspection: &Inspection{}, in: in, vault: a.vault, byNumber: map[model.Text]*model.Case{}, came: map[string]*arrival{}, arrived: map[model.Text]*arrival{}}
	if err := i.lookHere(ctx); err != nil {
		return nil, Failure(err)
	}
	for _, id := range in.order {
		if l := i.whois(&arrival{newcomer: in.known[id], id: id}); l.Kind == intake.MaybeKnown {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// inspecting is an inspection being made.
type inspecting struct {
	*Inspection
	in       *Intake
	decided  intake.Decisions
	told     func(intake.Progress)
	vault    *store.Vault
	byNumber map[model.Text]*model.Case // the cases here, by Patient_ID
	index    *people.Index
	arrived  map[model.Text]*arrival
	came     map[string]*arrival // people of the delivery by what they may be known by
}

func (i *inspecting) look(ctx context.Context) error {
	far := intake.Progress{Step: intake.Comparing}
	for _, id := range i.in.order {
		far.Of += len(i.in.known[id].reports)
	}
	i.told(far)
	if err := i.lookHere(ctx); err != nil {
		return err
	}
	i.Absender = i.in.absender
	for _, l := range i.in.refused {
		i.add(l, behind{})
	}
	for _, id := range i.in.order {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := i.person(ctx, &arrival{newcomer: i.in.known[id], id: id}); err != nil {
			return err
		}
		far.Reports += len(i.in.known[id].reports)
		i.told(far)
	}
	return nil
}

// lookHere reads who is here.
func (i *inspecting) lookHere(ctx context.Context) error {
	var rows []people.Row
	err := i.vault.Cases(ctx, func(cases []model.Case) error {
		for n := range cases {
			c := cases[n]
			rows = append(rows, people.RowOf(&c))
			if c.Patient.PatientID != "" && !c.Damaged {
				i.byNumber[c.Patient.PatientID] = &c
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	i.index = people.NewIndex(rows)
	return nil
}

// add decides a line as it was decided before, else as proposed.
func (i *inspecting) add(l intake.Line, of behind) (chosen intake.Choice) {
	if len(l.Choices) > 0 {
		l.Choice = i.decided.Of(&l)
	}
	i.Lines, i.behind = append(i.Lines, l), append(i.behind, of)
	return l.Choice
}

func (i *inspecting) person(ctx context.Context, a *arrival) error {
	i.arrived[a.id] = a
	l := i.whois(a)
	l.Key, l.At = personKey(a.id), a.at
	l.Who = people.NameOf(&a.Stammdaten) + " *" + a.Stammdaten.Geburtsdatum.German() + " (" + string(a.id) + ")"
	choice := i.add(l, behind{to: a})
	if err := i.settle(ctx, a, choice); err != nil {
		return err
	}
	if choice == intake.Leave || choice == intake.Open {
		return nil
	}
	for _, packed := range a.reports {
		r, err := packed.unpack()
		if err != nil {
			return err
		}
		i.report(a, r, packed)
	}
	return nil
}

func personKey(id model.Text) string { return "Person " + string(id) }

// whois finds who a person of the delivery may be.
func (i *inspecting) whois(a *arrival) intake.Line {
	if same := i.decided.Zeilen[personKey(a.id)]; i.byNumber[model.Text(same.Is())] != nil && model.Text(same.Is()) != a.id {
		return intake.Line{Kind: intake.MaybeKnown, Choices: []intake.Choice{same, intake.Take, intake.Leave, intake.Open}, Text: counted(len(a.reports)) + " zu " + same.Is() + ", wie schon entschieden."}
	}
	if here := i.byNumber[a.id]; here != nil {
		if people.Clash(&here.Patient, &a.Patient) {
			return intake.Line{Kind: intake.OtherPerson, Choices: []intake.Choice{intake.Leave, intake.SamePerson + intake.Choice(a.id)},
				Text: "Die Patient_ID gehört hier " + people.Name(here) + " *" + here.Patient.Stammdaten.Geburtsdatum.German() + "."}
		}
		return intake.Line{Kind: intake.KnownPerson, Choices: []intake.Choice{intake.Take, intake.Leave}, Text: counted(len(a.reports)) + " zu einer bekannten Person; ihre Stammdaten bleiben, wie sie sind."}
	}
	l := intake.Line{Kind: intake.NewPerson, Choices: []intake.Choice{intake.Take, intake.Leave}, Text: counted(len(a.reports)) + "."}
	var why []string
	for _, t := range i.index.Twins(&a.Stammdaten, "") {
		if surelyAsked(t.Why) {
			l.Choices = append(l.Choices, intake.SamePerson+intake.Choice(t.Row.Number))
		}
		why = append(why, t.Row.Name+" *"+t.Row.Born+" ("+t.Row.Number+"): "+t.Why)
	}
	for _, mark := range marksOf(&a.Stammdaten) {
		if first := i.came[mark]; first != nil && !slices.Contains(l.Choices, intake.SamePerson+intake.Choice(first.id)) {
			l.Choices = append(l.Choices, intake.SamePerson+intake.Choice(first.id))
			why = append(why, "in dieser Lieferung auch als "+string(first.id))
		}
		if i.came[mark] == nil {
			i.came[mark] = a
		}
	}
	if len(why) > 0 {
		l.Text += " Ähnlich: " + strings.Join(why, "; ") + "."
	}
	if len(l.Choices) > len([]intake.Choice{intake.Take, intake.Leave}) {
		l.Kind, l.Choices = intake.MaybeKnown, append([]intake.Choice{intake.Open}, l.Choices...)
	}
	return l
}

// surelyAsked reports whether people are that like each other that somebody has to
// say whether they are one.
func surelyAsked(why string) bool {
	return strings.HasPrefix(why, "gleiche Versichertennummer") || why == "gleicher Name, gleiches Geburtsdatum"
}

// marksOf are what two records of one person would share.
func marksOf(s *model.Stammdaten) []string {
	var marks []string
	if number := strings.TrimSpace(s.Versichertennummer()); number != "" {
		marks = append(marks, "nr "+strings.ToUpper(number))
	}
	if day := s.Geburtsdatum.Day(); day != "" && s.Nachname != "" {
		marks = append(marks, "name "+strings.ToLower(people.NameOf(s))+" "+day)
	}
	return marks
}

// settle looks up what is here of whom a person was decided to be.
func (i *inspecting) settle(ctx context.Context, a *arrival, choice intake.Choice) error {
	a.known = map[model.ReportKey][]presence{}
	id := a.id
	if same := model.Text(choice.Is()); same != "" {
		id = same
	}
	if a.here = i.byNumber[id]; a.here == nil {
		if other := i.arrived[id]; other != nil && other != a {
			a.joins, a.known = other, other.known
		}
		return nil
	}
	record, err := i.vault.Record(ctx, a.here.ID)
	if err != nil {
		return err
	}
	for n := range record.Drafts {
		if d := &record.Drafts[n]; !d.Damaged {
			a.have(&d.Report, false)
		}
	}
	for n := range record.Sent {
		if s := &record.Sent[n]; !s.Unreadable {
			a.have(&s.Report, true)
		}
	}
	return nil
}

func (a *arrival) have(r *model.Report, sent bool) {
	a.known[r.Key()] = append(a.known[r.Key()], presence{meldung: r.Meldung, sent: sent})
}

func (i *inspecting) report(a *arrival, r *model.Report, packed *packedReport) {
	l := intake.Line{Key: fmt.Sprintf("Meldung %s/%s/%s", a.id, r.Meldung.MelderID, r.Meldung.MeldungID), At: a.at, Who: people.NameOf(&a.Stammdaten)}
	name := string(r.Meldung.Typ) + " " + string(r.Meldung.MeldungID)
	versions := a.known[r.Key()]
	a.known[r.Key()] = append(versions, presence{meldung: r.Meldung, arrived: true})
	same := slices.IndexFunc(versions, func(p presence) bool { return len(differences(&p.meldung, &r.Meldung)) == 0 })
	switch {
	case len(versions) == 0:
		l.Kind, l.Choices, l.Text = intake.NewReport, []intake.Choice{intake.Take, intake.Leave}, name
	case same >= 0 && versions[same].arrived:
		l.Kind, l.Text = intake.DoubleReport, name+" steht zweimal in der Lieferung"
	case same >= 0 && versions[same].sent:
		l.Kind, l.Text = intake.SentReport, name+" ist hier schon gesendet"
	case same >= 0:
		l.Kind, l.Text = intake.SameReport, name+" ist hier schon Entwurf"
	default:
		l.Kind, l.Choices, l.Text = intake.OtherReport, []intake.Choice{intake.Leave}, name+" "+i.changes(&versions[len(versions)-1], r)
		if !i.in.sent && a.here != nil {
			l.Choices = append(l.Choices, intake.Beside)
		}
	}
	i.add(l, behind{to: a, is: packed})
}

// changes says what a report of the delivery has otherwise than the one here.
func (i *inspecting) changes(here *presence, r *model.Report) string {
	where := "ist hier als Entwurf"
	switch {
	case here.arrived:
		where = "steht in der Lieferung noch einmal"
	case here.sent:
		where = "ist hier schon gesendet"
	}
	diff := differences(&here.meldung, &r.Meldung)
	text := fmt.Sprintf("%s, mit anderem Inhalt: %d Angaben", where, len(diff))
	var emptied []string
	for _, d := range diff {
		label := labelOf(&here.meldung, &r.Meldung, d)
		if d.After == "" && d.Before != "" && !slices.Contains(emptied, label) {
			emptied = append(emptied, label)
		}
	}
	if len(emptied) > 0 {
		const shown = 5
		more := ""
		if len(emptied) > shown {
			more, emptied = fmt.Sprintf(" und %d weitere", len(emptied)-shown), emptied[:shown]
		}
		text += "; leer wären: " + strings.Join(emptied, ", ") + more
	}
	return text
}

func differences(here, there *model.Meldung) []field.Difference {
	return field.Diff(dataset.Report, &model.Report{Meldung: *here}, &model.Report{Meldung: *there})
}

// labelOf is what forms call the field of a difference.
func labelOf(here, there *model.Meldung, d field.Difference) string {
	for _, m := range []*model.Meldung{there, here} {
		if b, ok := field.Lookup(dataset.Report, &model.Report{Meldung: *m}, d.ID); ok {
			return b.Row.Label
		}
	}
	return d.ID
}

func counted(n int) string {
	if n == 1 {
		return "1 Meldung"
	}
	return fmt.Sprintf("%d Meldungen", n)
}
