package parcel

import (
	"cmp"
	"context"
	"strings"

	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Upload is the sitting of a package of another system that is to be sent: what stands
// against it, and in the end what became of each report.
type Upload struct {
	Judged *intake.Judged
	Sent   *intake.Sent // nil = nothing was sent
	Told   func(intake.Progress)

	desk *work.Desk
	its  work.Parcel
}

// UploadQuestions are what is asked before a package is read.
func UploadQuestions() []work.Question {
	return []work.Question{{Label: "Datei oder Ordner mit oBDS-Paketen"}}
}

// ReadUpload reads a package and judges it; nothing of it is stored or sent.
func ReadUpload(ctx context.Context, desk *work.Desk, path string, told func(intake.Progress)) (Upload, error) {
	its, err := desk.Arrivals.Judge(ctx, []string{strings.TrimSpace(path)}, told)
	if err != nil {
		return Upload{}, err
	}
	return Upload{Judged: its.Judged(), Told: told, desk: desk, its: its}, nil
}

// Rows is how many lines there are: what is faulty, once it was sent what became of each.
func (u *Upload) Rows() int {
	if u.Sent != nil {
		return len(u.Sent.Outcomes)
	}
	return len(u.Judged.Faulty)
}

// Words is a line of it, what stands against the report behind it.
func (u *Upload) Words(at int) string {
	switch {
	case at < 0 || at >= u.Rows():
		return ""
	case u.Sent != nil:
		return wording.OutcomeText(&u.Sent.Outcomes[at])
	}
	return wording.FaultyText(&u.Judged.Faulty[at])
}

// Said is what was found, or what became of it.
func (u *Upload) Said() string {
	if u.Sent != nil {
		return wording.UploadSent(u.Sent)
	}
	return wording.UploadJudged(u.Judged)
}

// Acts are what can be done with the package.
func (u *Upload) Acts() []work.Act {
	a := work.Act{Name: "absenden", Does: rights.Abgeschlossen, Label: "Absenden", Help: "Sendet nach Rückfrage die gültigen Meldungen; jede steht danach in ihrer Akte, mit Quittung. Ein Protokoll bleibt.",
		Off: cmp.Or(u.desk.Lacks(rights.Uebernommen), u.cannotSend()), Do: u.send}
	if a.Off == "" {
		a.Sure = &work.Sure{Title: "Paket absenden?", Text: wording.UploadMeans(u.Judged), Verb: "Absenden"}
	}
	return work.Allowed(u.desk, []work.Act{a})
}

func (u *Upload) cannotSend() string {
	switch {
	case u.Sent != nil:
		return "Das Paket ist schon gesendet; hier steht, was aus jeder Meldung wurde."
	case u.Judged.Whole():
		return "Ein Fehler betrifft eine ganze Datei: Nichts lässt sich senden. Bitte das Paket berichtigen."
	case u.Judged.Valid() == 0:
		return "In dem Paket ist keine gültige Meldung."
	}
	return ""
}

func (u *Upload) send(ctx context.Context, _ work.Given) (work.Done, error) {
	sent, err := u.its.Send(ctx, u.Told)
	return work.Done{Uploaded: &sent, Said: wording.UploadSent(&sent)}, err
}

// Over is the sitting when it was sent.
func (u Upload) Over(sent *intake.Sent) Upload {
	u.Sent = sent
	return u
}
