package work

import (
	"context"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// OutText is said of a workplace that had to be left.
const OutText = "Ihr Zugang zu diesem Speicher wurde entzogen. Die Arbeit hier ist beendet; was bestätigt war, ist gespeichert."

// GrantText is one who may open the store.
func GrantText(g *answer.Grant) string {
	return forms.Clean(g.Login) + ", zugelassen seit " + model.DatumOf(g.Since).German() + ": " + g.Roles.String()
}

// AccessActs are what can be done about somebody's access, by her login name.
func AccessActs(desk *Desk, login string) []Act {
	off := ""
	if login = strings.TrimSpace(login); login == "" {
		off = "Bitte zuerst den Loginnamen der Person angeben, deren Zugang entzogen wird."
	}
	return []Act{{Name: "entziehen", Label: "Zugang entziehen", Off: off,
		Help: "Entzieht der Person mit diesem Loginnamen den Zugang zum örtlichen Speicher; wo sie gerade arbeitet, endet ihre Sitzung.",
		Sure: &Sure{"Zugang von „" + forms.Clean(login) + "“ entziehen?", "Die Person kann diesen Speicher nicht mehr öffnen, ihre offenen Sitzungen hier enden in wenigen Sekunden. Das Konto beim Portal sperrt nur die Vertrauensstelle.", "Entziehen"},
		Do: func(ctx context.Context, _ Given) (Done, error) {
			return Done{Said: "Der Zugang von „" + forms.Clean(login) + "“ ist entzogen."}, desk.Access.Revoke(ctx, login)
		}}}
}
