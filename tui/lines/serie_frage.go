package lines

import (
	"context"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The questions of the series: the pattern once, then of each person what is
// not like it. A field is asked as the form of the Verlauf asks it.

// askPattern asks for every value of the pattern.
func (l *lineSeries) askPattern() error {
	for _, id := range followups.Fields {
		if err := l.askField(nil, id, "Vorgabe. "); err != nil {
			return err
		}
	}
	return nil
}

// askOpen asks about every line that cannot be completed yet.
func (l *lineSeries) askOpen() error {
	for _, line := range append([]*followups.Line{}, l.s.Sight()...) {
		if line.Done || l.s.Ready(line) {
			continue
		}
		if err := l.askLine(line); err != nil {
			return err
		}
	}
	l.z.Say("Keine weitere Zeile ist offen.")
	return nil
}

// askLine fills a line from the pattern, asks what the pattern leaves open, and
// then what differs.
func (l *lineSeries) askLine(line *followups.Line) error {
	l.z.Say("%s, geboren %s.", line.Name, line.Born)
	if line.Done {
		return l.openReport(line)
	}
	l.z.sayObjection(line.Objects)
	if err := l.askTumour(line); err != nil {
		return err
	}
	if err := l.enterAll(l.s.Missing(line)); err != nil {
		return err
	}
	for _, id := range followups.Fields {
		if line.Value(id) != "" {
			continue
		}
		if err := l.askField(line, id, ""); err != nil {
			return err
		}
	}
	return l.askDifferent(line)
}

// askTumour asks which tumour the follow-up is about, where that is not clear.
func (l *lineSeries) askTumour(line *followups.Line) error {
	for line.Tumour < 0 {
		i, err := l.z.Choose("Welcher Tumor? Nummer wählt, Enter allein geht zurück.", len(line.Tumours), func(i int) string { return wording.TumourName(&line.Tumours[i], l.z.Services.Lists) })
		if err != nil {
			return err
		}
		if !l.s.ChooseTumour(line, i) {
			l.z.Say("Zu diesem Tumor steht schon eine Zeile in der Serie; bitte einen anderen wählen.")
			continue
		}
		if err := l.settle(); err != nil {
			return err
		}
	}
	l.z.Say("Tumor: %s.", wording.TumourName(&line.Tumours[line.Tumour], l.z.Services.Lists))
	return nil
}

// askDifferent reads out the line and changes what is said by its number.
func (l *lineSeries) askDifferent(line *followups.Line) error {
	fields := followups.Fields
	return ask.Chosen(l.z.StayAt(ask.Place{
		Tell: func() error { l.sayFindings(line); return nil },
		List: func() (int, func(int) string) {
			return len(fields), func(i int) string { return l.s.FieldText(line, fields[i]) }
		},
		Question: "Enter, wenn alles stimmt; eine Nummer ändert das Feld, :zurueck geht zur Serie.",
		Commands: func() []ask.Command { return []ask.Command{ask.Back("Zurück zur Serie; alles bleibt.")} },
		Pick:     func(i int) error { return l.askField(line, fields[i], "") },
		Enter:    func() error { return ask.ErrChosen }}))
}

// sayFindings says whether the line can be completed, and what keeps it.
func (l *lineSeries) sayFindings(line *followups.Line) {
	l.z.Say("%s: %s.", line.Name, l.s.StateText(line))
	for _, f := range l.s.Judge(line) {
		if f.Severity != rule.Hinweis {
			l.z.Say("%s", interview.FindingWords(f))
		}
	}
}

// askField asks for one value of a line, or with nil of the pattern: the form of the
// Verlauf around it, whose answers go into the line.
func (l *lineSeries) askField(line *followups.Line, id, before string) error {
	report := l.s.Report(line)
	form := forms.New(dataset.Report, report, forms.Pages(model.TypVerlauf), l.z.Env())
	f := l.z.Asking(report, form, func() []rule.Finding { return nil })
	f.Write = func(context.Context, *work.Snapshot) error {
		return l.enter(followups.Change{Line: line, Id: id, Text: form.Stored(id)})
	}
	return f.AskOne(id, before)
}
