package work

import (
	"example.org/meldeportal/forms"
)

// FormActs are what can be done at a question of a form, beside answering it. What
// only says where to go is shown by each face in its own way; a deed that says nothing
// leaves a value, and that is what there is to tell.
func FormActs(form *forms.Form) []Act {
	deed := func(a Act, do func(), said string) Act {
		a.Quiet, a.Write = true, func(Given) Done {
			do()
			return Done{Said: said}
		}
		return a
	}
	return []Act{
		{Name: "speichern", Label: "Sichern", Help: "Speichert jetzt. Jedes bestätigte Feld ist es schon."},
		{Name: "feld", Label: "Feld", Help: "Sucht ein Feld nach einem Teil seines Namens und springt hin."},
		{Name: "abschnitt", Label: "Abschnitte", Help: "Zeigt alle Abschnitte mit ihrem Stand und springt."},
		deed(Act{Name: "neu", Label: "Eintrag neu", Help: "Fügt der Liste einen Eintrag hinzu.", Off: form.CanAdd()}, func() { form.AddItem() }, "Neuer Eintrag."),
		deed(Act{Name: "entfernen", Label: "Eintrag weg", Help: "Entfernt den Eintrag; {rueckgaengig} holt ihn zurück.", Off: form.CanRemove()}, form.RemoveItem, "Eintrag entfernt."),
		deed(Act{Name: "doppelt", Label: "Eintrag doppeln", Help: "Legt hinter dem Eintrag einen zweiten mit denselben Werten an.", Off: form.CanDuplicate()}, form.DuplicateItem, "Eintrag verdoppelt."),
		deed(Act{Name: "hinauf", Label: "Eintrag hinauf", Help: "Tauscht den Eintrag mit dem vorigen.", Off: form.CanMove(-1)}, func() { form.MoveItem(-1) }, "Eintrag verschoben."),
		deed(Act{Name: "hinab", Label: "Eintrag hinab", Help: "Tauscht den Eintrag mit dem nächsten.", Off: form.CanMove(1)}, func() { form.MoveItem(1) }, "Eintrag verschoben."),
		deed(Act{Name: "letzter", Label: "Letzter Wert", Help: repeatHelp(form), Off: form.CanRepeat()}, form.Repeat, ""),
		deed(Act{Name: "leer", Label: "Leeren", Help: "Leert das Feld."}, func() { form.Answer("") }, ""),
		deed(Act{Name: "rueckgaengig", Label: "Rückgängig", Help: "Nimmt die letzte Änderung zurück.", Off: form.CanUndo()}, form.Undo, "Zurückgenommen."),
		deed(Act{Name: "wiederholen", Label: "Wiederholen", Help: "Stellt wieder her, was zurückgenommen wurde.", Off: form.CanRedo()}, form.Redo, "Wiederhergestellt."),
	}
}

// repeatHelp says what is taken over: the value of the element before, of an earlier
// report, or the last one of this kind in this report.
func repeatHelp(form *forms.Form) string {
	switch values := form.Repeats(); {
	case len(values) > 1:
		return "Übernimmt den Wert aus: " + forms.Clean(values[0].Origin) + "; ein zweites Mal aus: " + forms.Clean(values[1].Origin) + "."
	case len(values) > 0:
		return "Übernimmt den Wert aus: " + forms.Clean(values[0].Origin) + "."
	}
	return "Übernimmt den Wert des vorigen Eintrags, einer früheren Meldung oder den letzten dieser Art in dieser Meldung."
}
