package stage

import (
	"context"
	"slices"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/work"
)

type accessDouble struct {
	work.Access
	*DeskDouble
}

// Grants are two people, until one of them is put out.
func (d accessDouble) Grants(context.Context) ([]answer.Grant, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	all := []answer.Grant{{Login: "meier", Since: Today, Roles: rights.All}, {Login: "berta", Since: Today, Roles: d.Roles}}
	all = append(all, d.Asked...)
	return slices.DeleteFunc(all, func(g answer.Grant) bool { return g.Login == d.PutOut }), nil
}

// Invite knows everybody but "niemand".
func (d accessDouble) Invite(_ context.Context, login string, roles rights.Roles) (answer.Identity, error) {
	if login == "niemand" {
		return answer.Identity{}, &answer.Failure{Kind: answer.FailNoColleague}
	}
	d.Change(func() {
		d.Asked = append(d.Asked, answer.Grant{Login: login, Since: Today, Until: time.Now().Add(time.Hour), Roles: roles})
	})
	return answer.Identity{Login: login, Name: "Carl Beispiel", Roles: roles}, nil
}

// ChangePassword takes "geheim" for the password of before.
func (d accessDouble) ChangePassword(_ context.Context, old, code, next string) error {
	if old != "geheim" {
		return &answer.Failure{Kind: answer.FailPassword}
	}
	d.Change(func() { d.Password = next })
	return nil
}

func (d accessDouble) SetRoles(_ context.Context, login string, r rights.Roles) error {
	if login == "meier" && !r.Has(rights.Verwaltung) {
		return &answer.Failure{Kind: answer.FailLastAdmin}
	}
	d.Change(func() { d.Roles = r })
	return nil
}

func (d accessDouble) Revoke(_ context.Context, login string) (answer.Revoked, error) {
	if login == "meier" {
		return answer.Revoked{}, &answer.Failure{Kind: answer.FailOwnGrant}
	}
	d.Change(func() { d.PutOut = login })
	return answer.Revoked{Asked: true}, nil
}

// Unsealed is nothing: no double seals anything.
func (accessDouble) Unsealed(context.Context) (int, error) { return 0, nil }
