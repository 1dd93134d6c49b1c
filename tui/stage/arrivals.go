package stage

import (
	"context"
	"errors"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/work"
)

// arrivalsDouble delivers what the double was given.
type arrivalsDouble struct{ *DeskDouble }

func (d arrivalsDouble) Gather(ctx context.Context, _ []string, _ bool, told func(intake.Progress)) (work.Gathered, error) {
	told(intake.Progress{Step: intake.Reading, Reports: 1234, File: 3, Files: 400})
	return d, errors.Join(d.read(ctx, "delivery"), d.Fail)
}

func (d arrivalsDouble) Inspect(_ context.Context, decided intake.Decisions, _ func(intake.Progress)) (*intake.Inspection, error) {
	look := *d.Delivered
	look.Lines = slices.Clone(look.Lines)
	for n := range look.Lines {
		if l := &look.Lines[n]; len(l.Choices) > 0 {
			l.Choice = decided.Of(l)
		}
	}
	return &look, d.Fail
}

func (d arrivalsDouble) Carry(ctx context.Context, decided intake.Decisions, told func(intake.Progress)) (c intake.Carried, err error) {
	look, err := d.Inspect(ctx, decided, told)
	if err != nil {
		return c, err
	}
	told(intake.Progress{Step: intake.Storing, Reports: 1200, Of: 5000})
	if err := d.read(ctx, "storing"); err != nil && !d.TooLate {
		return c, err
	}
	d.Carried++
	return intake.Carried{Inspection: *look, Reports: 1, Report: "/daten/importe/bericht.txt"}, nil
}

func (d arrivalsDouble) Recall(context.Context, string) (intake.Decisions, error) {
	return d.Decided, nil
}

func (d arrivalsDouble) Keep(_ context.Context, _ string, decided intake.Decisions) error {
	d.Decided = decided
	return nil
}

// SomeDelivery is a delivery with a line of most kinds.
func SomeDelivery() *intake.Inspection {
	person := func(id, name string, kind intake.Kind, text string, choices ...intake.Choice) intake.Line {
		return intake.Line{Key: "Person " + id, Kind: kind, Who: name + " *14.03.1952 (" + id + ")", Text: text, Choices: choices}
	}
	return &intake.Inspection{Absender: model.Absender{AbsenderID: "KIS-7"}, Lines: []intake.Line{
		{Key: "Datei b.xml", Kind: intake.NoReport, At: intake.Place{Name: "b.xml", Line: 7}, Text: "Das Dokument ist abgeschnitten."},
		person("P1", "Moosgruber, Anna", intake.KnownPerson, "1 Meldung zu einer bekannten Person; ihre Stammdaten bleiben, wie sie sind.", intake.Take, intake.Leave),
		{Key: "Meldung P1/4711/M1", Kind: intake.OtherReport, Who: "Moosgruber, Anna", Text: "diagnose M1 ist hier als Entwurf, mit anderem Inhalt: 2 Angaben; leer wären: Leistungszustand",
			Choices: []intake.Choice{intake.Leave, intake.Beside}},
		person("Q7", "Moosgruber, Anna", intake.MaybeKnown, "1 Meldung. Ähnlich: Moosgruber, Anna *14.03.1952 (P1): gleiche Versichertennummer.",
			intake.Open, intake.Take, intake.Leave, intake.SamePerson+"P1"),
		{Key: "Meldung Q7/4711/M7", Kind: intake.NewReport, Who: "Moosgruber, Anna", Text: "op M7", Choices: []intake.Choice{intake.Take, intake.Leave}},
	}}
}

// Judge finds what the double was given.
func (d arrivalsDouble) Judge(ctx context.Context, _ []string, told func(intake.Progress)) (work.Parcel, error) {
	told(intake.Progress{Step: intake.Judging, Reports: 12, File: 3, Files: 4})
	return parcelDouble(d), errors.Join(d.read(ctx, "package"), d.Fail)
}

// parcelDouble is a package.
type parcelDouble struct{ *DeskDouble }

func (d parcelDouble) Judged() *intake.Judged { return &d.Package }

// Send sends what is valid.
func (d parcelDouble) Send(ctx context.Context, told func(intake.Progress)) (sent intake.Sent, err error) {
	told(intake.Progress{Step: intake.Sending, Reports: 1, Of: 2})
	sent.Stopped, sent.Protocol = d.read(ctx, "sending") != nil, "/heim/senden.txt"
	sent.Outcomes = []intake.Outcome{{MeldungID: "K-1", Result: intake.Accepted, Nummer: "n-1"}, {MeldungID: "K-2", Result: intake.Waiting, Nummer: "n-2"}}
	return sent, d.Fail
}

// SomePackage has two valid reports and a faulty one.
func SomePackage() intake.Judged {
	return intake.Judged{Files: 1, Reports: 3, Faulty: []intake.Faulty{{At: intake.Place{Name: "paket.xml", Line: 40}, MeldungID: "K-3", Maengel: []intake.Mangel{{Code: "P-001", Text: "Das Datum fehlt."}}}}}
}
