package forms

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
)

// shortcuts are Alt with all that a keyboard writes, and with the keys that delete in a
// field.
func shortcuts() []tea.KeyMsg {
	keys := []tea.KeyMsg{{Type: tea.KeySpace, Runes: []rune(" "), Alt: true}, {Type: tea.KeyDelete, Alt: true}}
	for _, r := range "abcdefghijklmnopqrstuvwxyzABCXZ0123456789.,-+/#äöüß" {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: true})
	}
	return keys
}

// A key that names an act goes on as long as it is held, and lands where the act has
// led: it is text in no field, neither a fresh one nor one that is being typed into.
func TestAltWithALetterIsTextInNoField(t *testing.T) {
	t.Parallel()
	for _, p := range hostilePlaces {
		for _, typed := range []string{"", "1"} {
			d, _ := thrower(t, p.typ, p.id)
			d.goTo(p.id).keys(typed)
			report, frame := dump(t, d.r), d.view()
			for _, k := range shortcuts() {
				if changed := d.f.Key(k); changed || dump(t, d.r) != report || d.view() != frame {
					t.Fatalf("%s behind %q: %s is typed:\n%s", p.kind, typed, k, d.view())
				}
			}
		}
	}
}

func TestAltWithALetterOpensNoElement(t *testing.T) {
	t.Parallel()
	d := drive(t, newReport(model.TypDiagnose), Pages(model.TypDiagnose))
	var adders int
	for more := true; more; more = d.f.turn(1) {
		for i := 0; i < len(d.f.section.entries); i++ {
			e := d.f.section.entries[i]
			if e.kind != adder || e.silent() {
				continue
			}
			adders++
			d.f.focus(i)
			before := dump(t, d.r)
			d.f.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x"), Alt: true})
			if dump(t, d.r) != before || d.f.current() != e {
				t.Errorf("Alt+X makes something of %s", e.id)
			}
		}
	}
	if adders == 0 {
		t.Fatal("there is no list to add to")
	}
}

func TestAltWithALetterIsTextInNoDialog(t *testing.T) {
	t.Parallel()
	for _, secret := range []bool{false, true} {
		d := NewDialog(Look{MaskSign: "*", FocusSign: ">"}, Ask{Label: "Passwort", Secret: secret, Text: "ab"}, Ask{Options: []string{"eins", "zwei"}})
		for _, k := range shortcuts()[2:] {
			if d.Key(k); d.Value(0) != "ab" || d.At() != 0 {
				t.Fatalf("%s is taken: %q", k, d.Value(0))
			}
		}
		d.Move(1)
		for _, k := range shortcuts() {
			if d.Key(k); d.Value(1) != "eins" || d.At() != 1 {
				t.Fatalf("%s chooses %q", k, d.Value(1))
			}
		}
	}
}
