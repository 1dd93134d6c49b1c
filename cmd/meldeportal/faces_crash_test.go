package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// faceWriters are the people whose reports are written at once.
var faceWriters = []model.Text{"Apfelbaum", "Birnbaum", "Kirschbaum", "Quittenbaum", "Feigenbaum", "Mandelbaum", "Walnussbaum", "Pflaumenbaum"}

// The built program is killed again and again while somebody writes, drawn and line by line,
// alone and eight at once in one store: what was said or shown to be saved is there, and
// nothing is that was not typed. The portal is away, so that no code is waited for.
func TestKilledFacesLoseNothing(t *testing.T) {
	judges.Alone(t)
	s, d, anna, term := office(t, faceWriters...)
	term.Kill()
	s.stop()
	for _, face := range []struct {
		name string
		sit  func(w *faceWriter)
	}{{"Zeilenmodus", (*faceWriter).speak}, {"Masken", (*faceWriter).draw}} {
		for _, writers := range []int{1, len(faceWriters)} {
			t.Run(fmt.Sprintf("%s/%d", face.name, writers), func(t *testing.T) {
				d.look(anna, func(v *store.Vault) error {
					facesKilled(t, d, anna, v, face.name, face.sit, writers)
					return nil
				})
			})
		}
	}
}

func facesKilled(t *testing.T, d *desktop, p staff, v *store.Vault, name string, sit func(*faceWriter), writers int) {
	var who []*faceWriter
	for _, surname := range faceWriters[:writers] {
		w := &faceWriter{t: t, d: d, p: p, surname: strings.ToLower(string(surname)), caseID: d.caseOf(p, string(surname)).ID}
		w.began(v)
		who = append(who, w)
	}
	for left := faceKills; left > 0 && !t.Failed(); left -= faceBatch {
		t.Run("", func(t *testing.T) { // what a batch leaves goes with it
			killSome(t, v, sit, who, min(left, faceBatch))
		})
	}
	confirmed := 0
	for _, w := range who {
		confirmed += w.heard
	}
	if confirmed == 0 {
		t.Error("nothing was confirmed: the test proved nothing")
	}
	if !t.Failed() {
		t.Logf("%s: %d programs killed, %d writers at once, %d confirmed edits, 0 lost, 0 told as saved that were not", name, faceKills, writers, confirmed)
	}
}

const faceBatch = 100

// killSome has them sit down and be killed, as often as is left between them.
func killSome(t *testing.T, v *store.Vault, sit func(*faceWriter), who []*faceWriter, kills int) {
	var left atomic.Int64
	left.Store(int64(kills))
	var all sync.WaitGroup
	for _, w := range who {
		w.t = t
		all.Go(func() {
			for left.Add(-1) >= 0 && !t.Failed() {
				sit(w)
				w.check(v)
			}
		})
	}
	all.Wait()
}

// faceWriter writes one word after the other into a field of her draft.
type faceWriter struct {
	t               *testing.T
	d               *desktop
	p               staff
	surname, caseID string
	typed           int // number of the word that was given last
	saved           int // of the one that was said to be saved last
	heard           int // how many were
}

func (w *faceWriter) word(n int) string { return "Wort " + strconv.Itoa(n) }

// stored is what the draft on the disk has in the field.
func (w *faceWriter) stored(v *store.Vault) (string, error) {
	drafts, err := v.Drafts(context.Background(), w.caseID)
	if err != nil || len(drafts) != 1 {
		return "", fmt.Errorf("%d drafts, %w", len(drafts), err)
	}
	return field.Texts(dataset.Report, &drafts[0].Report)["Diagnose.Histologie.Histologie_EinsendeNr"], nil
}

// began goes on with the number of the word that is there.
func (w *faceWriter) began(v *store.Vault) {
	text, err := w.stored(v)
	if err != nil {
		w.t.Fatal(err)
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(text, "Wort ")); err == nil {
		w.typed, w.saved = n, n
	}
}

// check wants the word that was confirmed last, or one that was given after it, as far as it
// was typed.
func (w *faceWriter) check(v *store.Vault) {
	text, err := w.stored(v)
	if err != nil {
		w.t.Errorf("%s: %v", w.surname, err)
		return
	}
	for n := w.saved; n <= w.typed; n++ {
		if text == w.word(n) && n > 0 || n > w.saved && strings.HasPrefix(w.word(n), text) || n == 0 {
			return
		}
	}
	w.t.Errorf("%s: on the disk is %q, want %q, which was confirmed, or what was typed up to %q", w.surname, text, w.word(w.saved), w.word(w.typed))
}

var savedWord = regexp.MustCompile(`Gespeichert: Wort (\d+)`)

// speak is a sitting in line mode: everything is answered ahead, and what it says is read to
// the end.
func (w *faceWriter) speak() {
	l := startLines(w.t, "--dir", w.d.dir)
	answers := []string{w.p.login, w.p.password, ":ohneportal", w.surname, "1", "1"}
	for range 40 {
		w.typed++
		answers = append(answers, ":feld einsendenummer", w.word(w.typed))
	}
	l.say(answers...)
	l.hear(savedWord.String())
	time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
	_ = l.cmd.Process.Kill() // it may have come to the end
	_ = l.cmd.Wait()
	said := savedWord.FindAllStringSubmatch(l.all(), -1)
	w.heard += len(said)
	w.saved, _ = strconv.Atoi(said[len(said)-1][1])
	w.typed = min(w.typed, w.saved+1)
}

// draw is a sitting at the screen.
func (w *faceWriter) draw() {
	term := tuitest.Start(w.t, program(w.t, "--dir", w.d.dir), 80, 24)
	term.See("Loginname")
	term.Type(w.p.login + "\r" + w.p.password + "\r")
	term.See("Alt+O")
	term.Press("alt+o")
	term.See("Arbeitsliste")
	term.Press("f3")
	term.Type(w.surname)
	term.See(" 1 von ")
	term.Press("enter")
	term.See("Entwürfe und übermittelte Meldungen")
	term.See("zuletzt ")
	term.Press("enter")
	term.See("[")
	term.Press("f3")
	term.Type("einsendenummer\r")
	at := func(want bool) {
		for late := time.Now().Add(patience); (current(term) == "Einsendenummer") != want || !want && !strings.Contains(line(term, 1), "gespeichert"); time.Sleep(time.Millisecond) {
			if time.Now().After(late) {
				w.t.Errorf("%s: waiting for the field, %v:\n%s", w.surname, want, term.Screen())
				return
			}
		}
	}
	at(true)
	for range 1 + rand.IntN(3) {
		w.typed++
		term.Press("ctrl+u")
		term.Type(w.word(w.typed) + "\t")
		at(false)
		w.saved = w.typed
		w.heard++
		term.Press("shift+tab")
		at(true)
	}
	w.typed++
	term.Press("ctrl+u")
	word := w.word(w.typed)
	term.Type(word[:rand.IntN(len(word))+1])
	time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
	term.Kill()
}
