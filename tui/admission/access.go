package admission

import (
	"context"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// OutText is said of a workplace that had to be left.
const OutText = "Ihr Zugang zu diesem Speicher wurde entzogen. Die Arbeit hier ist beendet; was bestätigt war, ist gespeichert."

// InviteRoles are the roles somebody is asked in with, as they were typed; wrong says why
// that are none.
func InviteRoles(login, typed string, grants []answer.Grant) (r rights.Roles, wrong string) {
	if strings.TrimSpace(typed) != "" {
		r, _ = rights.Parse(typed)
		return r, wording.WrongRoles(typed)
	}
	if i := slices.IndexFunc(grants, func(g answer.Grant) bool { return strings.EqualFold(g.Login, strings.TrimSpace(login)) }); i >= 0 {
		return grants[i].Roles, ""
	}
	return rights.All &^ rights.Verwaltung, ""
}

// Invite asks somebody into the local store by her login name, once the portal says that she
// reports for the same Einrichtung. It proposes the roles she had.
func Invite(desk *work.Desk, login string, grants []answer.Grant) work.Act {
	a := work.Act{Name: "einladen", Does: rights.Eingeladen, Label: "Einladen", Help: "Fragt das Portal, ob die Person für Ihre Einrichtung meldet, und lädt sie ein.", Asks: work.AskRoles}
	a.Now.Roles, _ = InviteRoles(login, "", grants)
	if login = strings.TrimSpace(login); login == "" {
		a.Off = "Bitte den Loginnamen der Person eingeben."
	}
	a.Do = func(ctx context.Context, g work.Given) (work.Done, error) {
		who, err := desk.Access.Invite(ctx, login, g.Roles)
		return work.Done{Said: wording.Invited(&who)}, err
	}
	return work.Allowed(desk, []work.Act{a})[0]
}

// AccessActs are what can be done about somebody's access, by her login name; grants are
// those that were read last.
func AccessActs(desk *work.Desk, login string, grants []answer.Grant) []work.Act {
	off := ""
	if login = strings.TrimSpace(login); login == "" {
		off = "Bitte zuerst den Loginnamen der Person angeben, um deren Zugang es geht."
	}
	return work.Allowed(desk, []work.Act{setRoles(desk, login, off, grants), {Name: "entziehen", Does: rights.ZugangEntzogen, Label: "Zugang entziehen", Off: off,
		Help: "Entzieht der Person mit diesem Loginnamen den Zugang zum örtlichen Speicher oder die Einladung; wo sie gerade arbeitet, endet ihre Sitzung.",
		Sure: &work.Sure{Title: "Zugang von „" + forms.Clean(login) + "“ entziehen?", Text: "Die Person kann diesen Speicher nicht mehr öffnen, ihre offenen Sitzungen hier enden in wenigen Sekunden, und der Speicher wird im Hintergrund mit einem neuen Schlüssel verschlüsselt. Das Konto beim Portal sperrt nur die Vertrauensstelle.", Verb: "Entziehen"},
		Do: func(ctx context.Context, _ work.Given) (work.Done, error) {
			r, err := desk.Access.Revoke(ctx, login)
			return work.Done{Said: "Der Zugang von „" + forms.Clean(login) + "“ ist entzogen." + wording.RevokedText(r)}, err
		}}})
}

// setRoles gives somebody roles.
func setRoles(desk *work.Desk, login, off string, grants []answer.Grant) work.Act {
	a := work.Act{Name: "rollen", Does: rights.RollenGeaendert, Label: "Rollen", Help: "Sagt, was die Person mit diesem Loginnamen hier darf: Stammdaten, Medizin, Absenden, Verwaltung, frei verbunden.", Off: off, Asks: work.AskRoles,
		Do: func(ctx context.Context, g work.Given) (work.Done, error) {
			return work.Done{Said: "Die Rollen von „" + forms.Clean(login) + "“ sind jetzt: " + g.Roles.String() + "."}, desk.Access.SetRoles(ctx, login, g.Roles)
		}}
	if i := slices.IndexFunc(grants, func(g answer.Grant) bool { return strings.EqualFold(g.Login, login) }); i >= 0 {
		a.Now.Roles = grants[i].Roles
	}
	return a
}
