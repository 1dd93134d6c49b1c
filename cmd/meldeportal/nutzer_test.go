package main

import (
	"strings"
	"testing"
)

func TestUsersAreListedAndTheirAccessIsTakenAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runs(t, 0, "demo", "--zugang", "--dir", dir)
	contains(t, "the list", letIn(t, 0, dir, "nutzer").out, "meier, zugelassen seit", "schulz", "yildiz")
	contains(t, "roles", letIn(t, 0, dir, "nutzer", "rollen", "schulz", "med", "Absenden").out, "Die Rollen von „schulz“ sind jetzt: Medizin, Absenden.")
	contains(t, "the list with roles", letIn(t, 0, dir, "nutzer").out, ": Medizin, Absenden")
	contains(t, "no such role", letIn(t, 2, dir, "nutzer", "rollen", "schulz", "chefin").err, "„chefin“ gibt es nicht")
	contains(t, "the last one", letIn(t, 1, dir, "nutzer", "rollen", "meier", "medizin").err, "Mindestens eine Person")
	contains(t, "taking away", letIn(t, 0, dir, "nutzer", "entziehen", "schulz").out, "Der Zugang von „schulz“ ist entzogen.", "der alte öffnet nichts mehr")
	contains(t, "one's own", letIn(t, 1, dir, "nutzer", "entziehen", "meier").err, "nur jemand anders")
	contains(t, "nobody", letIn(t, 1, dir, "nutzer", "entziehen", "schulz").err, "hat hier keinen Zugang")
	if left := letIn(t, 0, dir, "nutzer").out; strings.Contains(left, "schulz") {
		t.Errorf("still listed:\n%s", left)
	}
	gone := program(t, "nutzer", "--dir", dir)
	gone.Env = append(gone.Env, "MELDEPORTAL_LOGIN="+demoUsers[1].login, passwordVariable+"="+demoUsers[1].password)
	if o := execute(t, gone); o.status != 1 {
		t.Errorf("whose access was taken away is let in, status %d:\n%s%s", o.status, o.out, o.err)
	}
}
