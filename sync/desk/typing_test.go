package desk

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/together"
)

// typist is somebody who writes in a report: a form, and what saves it as the faces do.
// What she types are words that nobody else types, one behind the other.
type typist struct {
	name   string
	form   *forms.Form
	report *model.Report
	beside model.Beside
	writer *together.Writer
	draft  *model.Draft
	met    int
	typed  []string
	rand   *rand.Rand
}

var typingEnv = forms.Env{Lists: catalog.NewShelf(), Now: time.Now}

func newTypist(name string, drafts together.Drafts, draft model.Draft, seed uint64) *typist {
	t := &typist{name: name, report: field.Copy(&draft.Report), beside: draft.Beside(), draft: &draft, rand: rand.New(rand.NewPCG(seed, 1))}
	t.writer = together.Writes(drafts, t.draft)
	t.form = forms.New(dataset.Report, t.report, forms.Pages(t.report.Meldung.Typ), typingEnv)
	return t
}

func (t *typist) save(ctx context.Context) error {
	next := *t.draft
	next.Report, next.Cursor, next.Form = *field.Copy(t.report), t.form.Cursor(), t.form.Memory()
	next.SetBeside(t.beside)
	err := t.writer.Save(ctx, next, t.met)
	var met *together.Met
	if errors.As(err, &met) {
		met.Take(t.form, t.report, &t.beside, typingEnv)
		t.met = met.No
	}
	return answer.Failed(err)
}

// places are fields two people are likely to meet in: texts, in lists too.
var places = []string{"Anmerkung", "Diagnose.Menge_Fruehere_Tumorerkrankung[0].Freitext", "Diagnose.Primaertumor_Diagnosetext",
	"Diagnose.Primaertumor_Topographie_Freitext", "Diagnose.Menge_Fruehere_Tumorerkrankung[1].Freitext", "Patient.Anmerkung"}

// visit types one word behind what stands in a field, saving in the middle of it.
func (t *typist) visit(ctx context.Context) error {
	id := places[t.rand.IntN(len(places))]
	if !t.form.Goto(id) {
		return nil
	}
	word := fmt.Sprintf("%s%dx", t.name, len(t.typed))
	t.press(tea.KeyMsg{Type: tea.KeyEnd})
	for i, r := range " " + word {
		t.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		if i == 2 && t.rand.IntN(2) == 0 {
			if err := t.save(ctx); err != nil {
				return err
			}
		}
	}
	t.form.Confirm()
	t.typed = append(t.typed, word)
	return t.save(ctx)
}

func (t *typist) press(k tea.KeyMsg) { t.form.Key(k) }

// lastWins saves over whatever stands there: what Merge is there to prevent.
type lastWins struct{ *Desk }

func (d lastWins) SaveReport(ctx context.Context, draft, _ *model.Draft, _ bool) error {
	for {
		now, err := d.Draft(ctx, draft.ID)
		if err != nil {
			return err
		}
		draft.Rev = now.Rev
		var f *answer.Failure
		if err := d.SaveDraft(ctx, draft); !errors.As(err, &f) || f.Kind != answer.FailStale {
			return err
		}
	}
}

// fewestWords are typed by each, however slow the machine is.
const fewestWords = 10

// bothType has two people type into one report of one store for a while, and counts the
// words that are neither in it nor kept with it afterwards.
func bothType(t *testing.T, long time.Duration, drafts func(*Desk) together.Drafts) (words, kept, lost int) {
	t.Helper()
	w := offline(t)
	draft := w.newDraft(w.newCase(), model.TypDiagnose, nil)
	colleague := w.colleague()
	two := []*typist{newTypist("a", drafts(w.Desk), copied(draft), 1), newTypist("b", drafts(colleague), copied(draft), 2)}
	ends := time.Now().Add(long)
	var failed atomic.Pointer[error]
	var both sync.WaitGroup
	for _, p := range two {
		both.Go(func() {
			for (time.Now().Before(ends) || len(p.typed) < fewestWords) && failed.Load() == nil {
				if err := p.visit(context.Background()); err != nil {
					failed.Store(&err)
				}
				time.Sleep(time.Duration(p.rand.IntN(8)) * time.Millisecond)
			}
		})
	}
	both.Wait()
	if err := failed.Load(); err != nil {
		t.Fatalf("a save: %v", *err)
	}
	now, err := w.Draft(t.Context(), draft.ID)
	w.must(err)
	var all strings.Builder
	for _, text := range field.Texts(dataset.Report, &now.Report) {
		all.WriteString(text + " ")
	}
	for _, a := range now.Abweichungen {
		all.WriteString(a.Wert + " ")
	}
	for _, p := range two {
		words += len(p.typed)
		for _, word := range p.typed {
			if !strings.Contains(all.String(), word) {
				lost++
			}
		}
	}
	return words, len(now.Abweichungen), lost
}

// Two people who type into one report at once lose not a character; where the last one
// who saves would win, they would.
func TestTwoWhoTypeIntoOneReportLoseNothing(t *testing.T) {
	t.Parallel()
	words, kept, lost := bothType(t, typing, func(d *Desk) together.Drafts { return d })
	_, _, without := bothType(t, min(typing, 2*time.Second), func(d *Desk) together.Drafts { return lastWins{d} })
	if words < 2*fewestWords || lost > 0 || without == 0 {
		t.Errorf("%d words, %d lost, %d without merging; want none, and some without", words, lost, without)
	}
	t.Logf("two people, one report, %v: %d words typed, %d lost (%d values kept beside, control without merging: %d lost)", typing, words, lost, kept, without)
}
