package interview

import (
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/parcel"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Upload asks for a package of another system, says what is valid and sends that.
func (z *Session) Upload() error {
	answers, err := z.Answers(parcel.UploadQuestions())
	if err != nil {
		return err
	}
	far := NowAndThen(z, wording.IntakeUnderway)
	its, err := parcel.ReadUpload(z.During, z.Desk, answers[0], far)
	if err != nil {
		return z.Failed(err, nil)
	}
	its.Told = far
	return z.StayAt(ask.Place{
		Tell:     func() error { z.Say("%s", its.Said()); return nil },
		List:     func() (int, func(int) string) { return its.Rows(), its.Words },
		Question: ":absenden sendet die gültigen Meldungen; Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return append(z.Commands(its.Acts(), Doing{After: func(done work.Done) error { its = its.Over(done.Uploaded); return nil }}), ask.Back("Zurück."))
		},
		Pick: func(i int) error { z.Say("%s", its.Words(i)); return ask.ErrSaid },
	})
}
