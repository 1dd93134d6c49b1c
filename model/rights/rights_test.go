package rights

import (
	"slices"
	"strings"
	"testing"
)

// What was written down under an id stays written down: an id is added, never changed.
func TestTheIDsOfActionsAreForEver(t *testing.T) {
	t.Parallel()
	const ids = "person-angelegt stammdaten-geaendert akte-entfernt person-geloescht entwurf-begonnen entwurf-bearbeitet entwurf-geloescht entwurf-zurueckgeholt " +
		"korrektur-begonnen neu-geoeffnet notiz-geschrieben aufgabe-entschieden uebernommen geoeffnet datei-geschrieben abgeschlossen zurueckgehalten freigegeben auf-papier " +
		"papier-zurueckgenommen loeschung-beantragt eingeladen zugang-gegeben zugang-entzogen rollen-geaendert passwort-geaendert notschluessel-gemacht protokoll-gelesen " +
		"exportiert gesichert speicher-eingerichtet einrichtung-geaendert formular-geschrieben sitzung-beendet"
	words := map[string]Action{}
	for _, id := range strings.Fields(ids) {
		if !slices.Contains(actions(), Action(id)) {
			t.Errorf("%s was an action and is none any more", id)
		}
	}
	for _, a := range actions() {
		if other, known := words[a.Word()]; known || a.Word() == "" || a.Word() == string(a) && strings.Contains(string(a), "-") {
			t.Errorf("%s is told as %q, as is %q", a, a.Word(), other)
		}
		words[a.Word()] = a
	}
	if a := Action("von-morgen"); a.Word() != "von-morgen" || a.Missing(None) != None {
		t.Errorf("an action of a later program: %q, lacks %v", a.Word(), a.Missing(None))
	}
}

// Roles are read as they are told, in every combination.
func TestRolesAreReadAsTheyAreTold(t *testing.T) {
	t.Parallel()
	for r := None; r <= All; r++ {
		text := r.String()
		if r == None {
			text = "keine"
		}
		if got, wrong := Parse(text); got != r || wrong != "" {
			t.Errorf("%q is read as %v, %q", text, got, wrong)
		}
	}
	for typed, want := range map[string]Roles{"": None, "alle": All, "med;ABS": Medizin | Absenden, "stamm + verw": Stammdaten | Verwaltung, "alle keine": None} {
		if got, wrong := Parse(typed); got != want || wrong != "" {
			t.Errorf("%q is read as %v, %q, want %v", typed, got, wrong, want)
		}
	}
	if got, wrong := Parse("Medizin, Chef"); got != None || wrong != "chef" {
		t.Errorf("no role: %v, %q", got, wrong)
	}
}

// Each role lets do something that none of the others does, and nobody needs one for what
// is her own.
func TestARoleIsForSomething(t *testing.T) {
	t.Parallel()
	for _, role := range []Roles{Stammdaten, Medizin, Absenden, Verwaltung} {
		alone := func(a Action) bool { return a.Missing(None) == role }
		if !slices.ContainsFunc(actions(), alone) {
			t.Errorf("nothing needs %v alone", role)
		}
	}
	if PersonGeloescht.Missing(Verwaltung) != Stammdaten || PersonGeloescht.Missing(All) != None || PasswortGeaendert.Needs() != None {
		t.Errorf("to delete a person lacks %v, to change one's password needs %v", PersonGeloescht.Missing(Verwaltung), PasswortGeaendert.Needs())
	}
	if got := len(Help()); got != len(All.Names()) || got != 4 {
		t.Errorf("%d roles are explained", got)
	}
}

// What an act needs stands here a second time: whoever changes a line of the one has to
// mean it in the other.
func TestAnActNeedsItsRoles(t *testing.T) {
	t.Parallel()
	needs := map[Roles]string{
		Stammdaten:              "person-angelegt stammdaten-geaendert akte-entfernt",
		Stammdaten | Medizin:    "uebernommen",
		Stammdaten | Verwaltung: "person-geloescht",
		Medizin: "entwurf-begonnen entwurf-bearbeitet entwurf-geloescht entwurf-zurueckgeholt korrektur-begonnen neu-geoeffnet notiz-geschrieben uebergeben geoeffnet " +
			"datei-geschrieben",
		Absenden:   "abgeschlossen zurueckgehalten freigegeben auf-papier papier-zurueckgenommen loeschung-beantragt frage-beantwortet",
		Verwaltung: "eingeladen zugang-gegeben zugang-entzogen rollen-geaendert notschluessel-gemacht protokoll-gelesen exportiert gesichert senden-eingerichtet senden-beendet einrichtung-geaendert",
	}
	want := map[Action]Roles{}
	for roles, ids := range needs {
		for _, id := range strings.Fields(ids) {
			want[Action(id)] = roles
		}
	}
	for _, a := range actions() {
		if a.Needs() != want[a] {
			t.Errorf("%s needs %q, want %q", a, a.Needs(), want[a])
		}
	}
}

func actions() (all []Action) {
	for _, f := range facts {
		all = append(all, f.action)
	}
	return all
}

// Who has one of two roles has not both.
func TestAllRolesThatAreNeededHaveToBeThere(t *testing.T) {
	t.Parallel()
	if Stammdaten.Has(Stammdaten | Medizin) {
		t.Error("one of two roles is enough")
	}
	if both := Stammdaten | Medizin; !both.Has(both) || !both.Has(Medizin) || !both.Has(None) {
		t.Error("roles that are there are not found")
	}
}
