package admission

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/work"
)

// door is a gate that answers what it is told to.
type door struct {
	work.Gate
	found *answer.Enrolment
	asked int
	err   error
}

func (d *door) Enrol(context.Context, string, string) (*answer.Enrolment, error) {
	d.asked++
	return d.found, d.err
}

func (d *door) SignIn(_ context.Context, login, password, code string, _ func(answer.Update)) (*work.Desk, error) {
	if login == "" || password == "" || code == "" {
		return nil, errors.New("not told whom to let in")
	}
	return nil, d.err
}

// Name and password stand while a code is refused, are asked anew after everything else,
// and an account whose second factor was just confirmed is not asked for it once more.
func TestWhatARefusalMeansForTheNextStep(t *testing.T) {
	t.Parallel()
	d := &door{found: &answer.Enrolment{Secret: "S"}}
	s := &SignIn{Services: &work.Services{Gate: d}}
	if wrong, ask := s.Name(" ", "p"); wrong == "" || ask != nil || s.Step != SignInName {
		t.Fatal("went on without a name")
	}
	enrol := func() *answer.Enrolment {
		t.Helper()
		_, ask := s.Name("anna", "p")
		if ask == nil {
			t.Fatal("the portal is not asked")
		}
		ask.Do(t.Context())
		found, _, _ := s.Enrolled(ask)
		return found
	}
	if enrol() == nil || s.Step != SignInFactor || s.Confirmed() == "" || s.Step != SignInName {
		t.Fatalf("after the second factor: step %d", s.Step)
	}
	if _, ask := s.Name("anna", "p"); ask != nil || s.Step != SignInCode || !s.Waits || d.asked != 1 {
		t.Fatalf("asked %d times for a second factor that is in the app; step %d", d.asked, s.Step)
	}
	enter := func(err error) {
		t.Helper()
		d.err = err
		_, e := s.Code("123456")
		e.Do(t.Context(), func(answer.Update) {})
		if got := s.Entered(e); !errors.Is(got, err) {
			t.Fatalf("got %v, want %v", got, err)
		}
		d.err = nil
	}
	enter(&answer.Failure{Kind: answer.FailCredentials})
	if s.Step != SignInCode || !s.Refused || s.scanned != "" {
		t.Errorf("a refused code asks for step %d, want the code alone", s.Step)
	}
	enter(&answer.Failure{Kind: answer.FailUnreachable})
	if s.Step != SignInName || s.password != "" {
		t.Errorf("after a portal that is away: step %d, password kept: %t", s.Step, s.password != "")
	}
	if enrol() == nil || d.asked != 2 {
		t.Errorf("asked %d times; a refused code makes the portal be asked anew", d.asked)
	}
	s.Name("anna", "p")
	err := s.Entered(&Entering{Desk: &work.Desk{Edition: dataset.Chosen{Edition: dataset.V304, By: dataset.ByPortal}}})
	if err != nil || s.Step != SignInDone || s.Services.Config.Edition != dataset.V304 || s.Services.About.Schema != "3.0.4 laut Portal" {
		t.Errorf("entered: step %d, edition %d, %q", s.Step, s.Services.Config.Edition, s.Services.About.Schema)
	}
}
