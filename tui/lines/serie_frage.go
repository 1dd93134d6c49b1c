package lines

import (
	"context"
	"errors"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/series"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// The questions of the series: the pattern once, then of each person what is
// not like it. A field is asked as the form of the Verlauf asks it.

// askPattern asks for every value of the pattern.
func (l *lineSeries) askPattern() error {
	for _, c := range series.SeriesColumns {
		if c.Id == "" {
			continue
		}
		if err := l.askField(nil, c.Id, "Vorgabe. "); err != nil {
			return err
		}
	}
	return nil
}

// askOpen asks about every line that cannot be completed yet.
func (l *lineSeries) askOpen() error {
	for _, line := range append([]*series.SeriesLine{}, l.s.Lines...) {
		if line.Done || line.Ready(l.sh) {
			continue
		}
		if err := l.askLine(line); err != nil {
			return err
		}
	}
	l.z.say("Keine weitere Zeile ist offen.")
	return nil
}

// askLine fills a line from the pattern, asks what the pattern leaves open, and
// then what differs.
func (l *lineSeries) askLine(line *series.SeriesLine) error {
	l.z.say("%s, geboren %s.", line.Name, line.Born)
	if line.Done {
		return l.openReport(line)
	}
	l.z.sayObjection(line.Objects)
	if err := l.askTumour(line); err != nil {
		return err
	}
	if err := l.do(l.s.EnterAll(l.s.Missing(line))); err != nil {
		return err
	}
	for _, c := range series.SeriesColumns {
		if c.Id == "" || line.Value(c.Id) != "" {
			continue
		}
		if err := l.askField(line, c.Id, ""); err != nil {
			return err
		}
	}
	return l.askDifferent(line)
}

// askTumour asks which tumour the follow-up is about, where that is not clear.
func (l *lineSeries) askTumour(line *series.SeriesLine) error {
	for line.Tumour < 0 {
		i, err := l.z.choose("Welcher Tumor? Nummer wählt, Enter allein geht zurück.", len(line.Tumours), func(i int) string { return wording.TumourName(&line.Tumours[i], l.z.services.Lists) })
		if err != nil {
			return err
		}
		if l.s.Taken(line, i) {
			l.z.say("Zu diesem Tumor steht schon eine Zeile in der Serie; bitte einen anderen wählen.")
			continue
		}
		line.Tumour = i
		l.s.Remember()
		if err := l.do(l.s.MakeDrafts()); err != nil {
			return err
		}
	}
	l.z.say("Tumor: %s.", wording.TumourName(&line.Tumours[line.Tumour], l.z.services.Lists))
	return nil
}

// askDifferent reads out the line and changes what is said by its number.
func (l *lineSeries) askDifferent(line *series.SeriesLine) error {
	fields := series.SeriesColumns[series.ColSeriesFirst:series.ColSeriesState]
	for at := (reading{}); ; {
		if !at.said {
			l.sayFindings(line)
		}
		i, other, err := l.z.pick("Enter, wenn alles stimmt; eine Nummer ändert das Feld, :zurueck geht zur Serie.", len(fields), &at, func(i int) string {
			return l.fieldWords(line, fields[i].Id)
		}, back("Zurück zur Serie; alles bleibt."))
		switch {
		case errors.Is(err, errAgain):
		case err != nil:
			return err
		case i >= 0:
			if err := l.askField(line, fields[i].Id, ""); stay(err) != nil {
				return err
			}
		case other == "":
			return nil
		default:
			l.z.notOne(len(fields), &at)
		}
	}
}

// sayFindings says whether the line can be completed, and what keeps it.
func (l *lineSeries) sayFindings(line *series.SeriesLine) {
	l.z.say("%s: %s.", line.Name, l.lineState(line))
	for _, f := range line.Judge(l.sh) {
		if f.Severity != rule.Hinweis {
			l.z.say("%s", findingWords(f))
		}
	}
}

// fieldWords are a field of a line with its value and whether the pattern says
// otherwise.
func (l *lineSeries) fieldWords(line *series.SeriesLine, id string) string {
	cell, stored := l.s.Cells[id], line.Value(id)
	text := cell.Label() + ": leer"
	if stored != "" {
		text = cell.Label() + ": " + valueText(forms.Question{Value: cell.Show(stored), Meaning: cell.Meaning(stored, false)})
	}
	if pattern := l.s.Pattern[id]; pattern != "" && pattern != stored {
		text += ", anders als die Vorgabe " + cell.Show(pattern)
	}
	return text
}

// askField asks for one value of a line, or with nil of the pattern.
func (l *lineSeries) askField(line *series.SeriesLine, id, before string) error {
	f := l.fieldForm(line, id)
	for f.form.Goto(id) { // not with what is there already
		q := f.form.Question()
		text, err := l.z.ask(before+f.ask(q), f.seriesFieldCommands(q))
		switch {
		case err != nil:
		case text != "":
			err = f.enter(q, text)
		case f.unsaved != nil:
			err = f.confirm()
		default:
			return nil
		}
		switch {
		case err == nil:
			return nil
		case err != nil && !errors.Is(err, errAgain):
			return err
		}
	}
	return nil
}

// fieldForm is the form of the Verlauf around one value, whose answers go into
// the line.
func (l *lineSeries) fieldForm(line *series.SeriesLine, id string) *lineForm {
	report := l.reportOf(line)
	f := &lineForm{z: l.z, report: report, form: forms.New(dataset.Report, report, forms.Pages(model.TypVerlauf), l.z.lineEnv()),
		judge: func() []rule.Finding { return nil }}
	f.changes = f.form.Changes()
	f.write = func(context.Context, *work.Snapshot) error {
		return l.enter(series.SeriesChange{Line: line, Id: id, Text: f.form.Stored(id)})
	}
	return f
}

// reportOf is a copy of a line's report, or the Verlauf it is going to be.
func (l *lineSeries) reportOf(line *series.SeriesLine) *model.Report {
	if line != nil && line.Report != nil {
		return field.Copy(line.Report)
	}
	r := &model.Report{}
	r.Meldung.Typ = model.TypVerlauf
	for id, text := range l.valuesOf(line) {
		if b, ok := field.Lookup(dataset.Report, r, id); ok {
			b.Set(text)
		}
	}
	return r
}

func (l *lineSeries) valuesOf(line *series.SeriesLine) map[string]string {
	values := map[string]string{"Verlauf.Meldeanlass": "statusmeldung"}
	for _, c := range series.SeriesColumns {
		if c.Id != "" {
			values[c.Id] = l.s.ValueOf(line, c.Id)
		}
	}
	return values
}

// seriesFieldCommands are what can be done at a single value.
func (l *lineForm) seriesFieldCommands(q forms.Question) []command {
	return []command{
		{name: "leer", help: "Leert das Feld.", do: l.clear},
		{name: "liste", arg: "[WORT]", help: "Nennt die Einträge der Liste zum Feld und lässt einen wählen.", off: notListed(q), do: l.list},
		{name: "erklaerung", help: "Erklärt das Feld: wer es verlangt, welche Form, welche Codes.", do: l.explain},
		back("Zurück; was eingetragen ist, bleibt."),
	}
}
