package wording

import (
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
)

// GrantText is one who may open the store, or is asked in.
func GrantText(g *answer.Grant, now time.Time) string {
	if !g.Until.IsZero() {
		return invitedText(g, now)
	}
	text := forms.Clean(g.Login) + ", zugelassen seit " + model.DatumOf(g.Since).German() + ": " + g.Roles.String()
	if g.Old {
		text += "; seit dem Update nicht angemeldet: wird ein Zugang entzogen, neu zuzulassen"
	}
	return text
}

// invitedText is one who is asked in.
func invitedText(g *answer.Grant, now time.Time) string {
	name := forms.Clean(g.Login)
	switch {
	case now.After(g.Until):
		return name + ", Einladung abgelaufen am " + model.DatumOf(g.Until).German() + ": bitte neu einladen"
	case g.Here:
		return name + ", hat sich angemeldet und wird zugelassen, sobald jemand mit der Rolle Verwaltung angemeldet ist: " + g.Roles.String()
	}
	return name + ", eingeladen bis " + model.DatumOf(g.Until).German() + ", noch nicht angemeldet: " + g.Roles.String()
}

// InviteHint says what may be typed as the roles of somebody who is asked in.
const InviteHint = "Was die Person darf; leer: was sie hatte, neu alles außer Verwaltung. Enter fragt das Portal und lädt sie ein"

// Invited says what becomes of somebody who is asked in.
func Invited(who *answer.Identity) string {
	return forms.Clean(who.Name+" ("+who.Login+")") + " ist eingeladen: " + who.Roles.String() + ". Die Person meldet sich hier mit ihrem Passwort und Code an und wird dann zugelassen, solange jemand mit der Rolle Verwaltung angemeldet ist."
}

// UnsealedText says what is still to be sealed anew, "" where nothing is.
func UnsealedText(left int) string {
	if left == 0 {
		return ""
	}
	return "Der Speicher wird neu verschlüsselt, noch " + Plural(left, "Akte", "Akten") + "."
}

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
