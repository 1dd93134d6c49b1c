package work

import (
	"context"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
)

// OutText is said of a workplace that had to be left.
const OutText = "Ihr Zugang zu diesem Speicher wurde entzogen. Die Arbeit hier ist beendet; was bestätigt war, ist gespeichert."

// GrantText is one who may open the store.
func GrantText(g *answer.Grant) string {
	text := forms.Clean(g.Login) + ", zugelassen seit " + model.DatumOf(g.Since).German() + ": " + g.Roles.String()
	if g.Old {
		text += "; seit dem Update nicht angemeldet: wird ein Zugang entzogen, neu zuzulassen"
	}
	return text
}

// UnsealedText says what is still to be sealed anew, "" where nothing is.
func UnsealedText(left int) string {
	if left == 0 {
		return ""
	}
	return "Der Speicher wird neu verschlüsselt, noch " + wording.Plural(left, "Akte", "Akten") + "."
}

// FreshAsked says why password and code are asked for once more.
const FreshAsked = "Gesendete Meldungen sind verdeckt. Ganz zu sehen sind sie mit Ihrem Passwort und einem frischen Code; jede Öffnung steht im Protokoll."

// RolesAsked is what is asked where roles are given, and RolesHint which there are.
const (
	RolesAsked = "Rollen, mit Leerzeichen dazwischen: Stammdaten, Medizin, Absenden, Verwaltung; alle oder keine"
	RolesHint  = "Stammdaten, Medizin, Absenden, Verwaltung, mit Leerzeichen dazwischen; der Anfang genügt. Auch alle oder keine. F1 sagt, was sie erlauben."
)

// WrongRoles says why a text names no roles, "" when it does.
func WrongRoles(text string) string {
	_, wrong := rights.Parse(text)
	if wrong == "" {
		return ""
	}
	return "Die Rolle „" + forms.Clean(wrong) + "“ gibt es nicht. Möglich sind " + rights.All.String() + ", alle und keine."
}

// AccessActs are what can be done about somebody's access, by her login name; grants are
// those that were read last.
func AccessActs(desk *Desk, login string, grants []answer.Grant) []Act {
	off := ""
	if login = strings.TrimSpace(login); login == "" {
		off = "Bitte zuerst den Loginnamen der Person angeben, um deren Zugang es geht."
	}
	return allowed(desk, []Act{setRoles(desk, login, off, grants), {Name: "entziehen", Does: rights.ZugangEntzogen, Label: "Zugang entziehen", Off: off,
		Help: "Entzieht der Person mit diesem Loginnamen den Zugang zum örtlichen Speicher; wo sie gerade arbeitet, endet ihre Sitzung.",
		Sure: &Sure{"Zugang von „" + forms.Clean(login) + "“ entziehen?", "Die Person kann diesen Speicher nicht mehr öffnen, ihre offenen Sitzungen hier enden in wenigen Sekunden, und der Speicher wird im Hintergrund mit einem neuen Schlüssel verschlüsselt. Das Konto beim Portal sperrt nur die Vertrauensstelle.", "Entziehen"},
		Do: func(ctx context.Context, _ Given) (Done, error) {
			return Done{Said: "Der Zugang von „" + forms.Clean(login) + "“ ist entzogen."}, desk.Access.Revoke(ctx, login)
		}}})
}

// setRoles gives somebody roles.
func setRoles(desk *Desk, login, off string, grants []answer.Grant) Act {
	a := Act{Name: "rollen", Does: rights.RollenGeaendert, Label: "Rollen", Help: "Sagt, was die Person mit diesem Loginnamen hier darf: Stammdaten, Medizin, Absenden, Verwaltung, frei verbunden.", Off: off, Asks: AskRoles,
		Do: func(ctx context.Context, g Given) (Done, error) {
			return Done{Said: "Die Rollen von „" + forms.Clean(login) + "“ sind jetzt: " + g.Roles.String() + "."}, desk.Access.SetRoles(ctx, login, g.Roles)
		}}
	if i := slices.IndexFunc(grants, func(g answer.Grant) bool { return strings.EqualFold(g.Login, login) }); i >= 0 {
		a.Now.Roles = grants[i].Roles
	}
	return a
}
