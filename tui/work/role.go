package work

import (
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
)

// Lacks says which role somebody has not for an act, "" when she has it: the reason why
// it is off. The store asks for it again.
func (d *Desk) Lacks(a rights.Action) string {
	if d == nil || d.Station == nil { // nothing is read yet
		return ""
	}
	if missing := a.Missing(d.Station.Who().Roles); missing != rights.None {
		return wording.RoleMissing(missing.String())
	}
	return ""
}

// Allowed has acts off for whom they are not. Without the role nothing else would help.
func Allowed(d *Desk, acts []Act) []Act {
	for i := range acts {
		if a := &acts[i]; a.Does != "" {
			if lacks := d.Lacks(a.Does); lacks != "" {
				a.Off = lacks
			}
		}
	}
	return acts
}
