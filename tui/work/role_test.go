package work

import (
	"context"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
)

// holder is a workplace of somebody with some roles.
type holder struct {
	Station
	roles rights.Roles
}

func (h holder) Who() answer.Identity { return answer.Identity{Roles: h.roles} }

// What needs a role somebody has not is off with that reason, whatever else would be in
// the way; what needs none, or one she has, is as before.
func TestActsAreOffWithoutTheirRole(t *testing.T) {
	t.Parallel()
	s, _ := version(model.StateAccepted)
	with := func(r rights.Roles) *SentVersion {
		v := *s
		d := *s.Desk
		d.Station = holder{roles: r}
		v.Desk = &d
		return &v
	}
	all := with(rights.All).Acts()
	for _, a := range with(rights.Stammdaten).Acts() {
		was := ActNamed(all, a.Name)
		switch lacks := a.Does != "" && a.Does.Missing(rights.Stammdaten) != rights.None; {
		case lacks && !strings.Contains(a.Off, a.Does.Missing(rights.Stammdaten).String()):
			t.Errorf("%s: off = %q, want the role", a.Name, a.Off)
		case !lacks && a.Off != was.Off:
			t.Errorf("%s: off = %q, want %q", a.Name, a.Off, was.Off)
		}
	}
	if a := ActNamed(with(rights.All&^rights.Absenden).Acts(), "loeschantrag"); !strings.Contains(a.Off, "Absenden") {
		t.Errorf("loeschantrag: %q", a.Off)
	}
}

// Of what is done from the front only these want roles; the other places are everybody's.
func TestWhatIsDoneFromTheFrontWantsItsRoles(t *testing.T) {
	t.Parallel()
	wants := map[string]rights.Roles{"serie": rights.Medizin, "import": rights.Stammdaten | rights.Medizin}
	for _, have := range []rights.Roles{rights.None, rights.Stammdaten, rights.Medizin, rights.Absenden, rights.Verwaltung, rights.Stammdaten | rights.Medizin} {
		for _, a := range HomeActs(&Desk{Station: holder{roles: have}}) {
			lacks := wants[a.Name] &^ have
			if (a.Off != "") != (lacks != rights.None) || lacks != rights.None && !strings.Contains(a.Off, lacks.String()) {
				t.Errorf("%s, with %q: off = %q, want %q", a.Name, have, a.Off, lacks)
			}
		}
	}
}

// Each deed that the store asks a role for says which.
func TestEachActSaysWhatItDoes(t *testing.T) {
	t.Parallel()
	s, _ := version(model.StateAccepted)
	d := &Draft{Desk: s.Desk, Draft: model.Draft{ID: "d"}}
	free := []string{"senden", "fruehere", "spaetere", "aktualisieren"}
	for _, a := range append(s.Acts(), d.Acts()...) {
		if a.Do == nil || a.Does != "" {
			continue
		}
		if !strings.Contains(strings.Join(free, " "), a.Name) {
			t.Errorf("%s does something and needs no role", a.Name)
		}
	}
}

// cover is a workplace where sent reports are masked until they are opened.
type cover struct {
	opened map[string]bool
	given  Given
}

func (c *cover) Opened(tnr string) bool { return c.opened[tnr] }

func (c *cover) OpenFull(_ context.Context, tnr, password, code string) error {
	c.opened[tnr], c.given = true, Given{Password: password, Code: code}
	return nil
}

// What the registry has is shown masked and leaves as no file, until it is opened; what
// waits is shown as it is.
func TestASentReportIsMaskedUntilItIsOpened(t *testing.T) {
	t.Parallel()
	full := model.Report{Patient: model.Patient{PatientID: "P-1", Stammdaten: model.Stammdaten{Nachname: "Moosgruber"}}}
	for state, masked := range map[model.State]bool{model.StateAccepted: true, model.StateQueued: false, model.StateRejected: false} {
		s, _ := version(state)
		c := &cover{opened: map[string]bool{}}
		s.Desk.Cover = c
		s.Take(full, nil)
		name, xml, open := s.Report.Patient.Stammdaten.Nachname, ActNamed(s.Acts(), "xml").Off, ActNamed(s.Acts(), "aufdecken")
		if s.Masked() != masked || (name != "Moosgruber") != masked || strings.Contains(xml, "verdeckt") != masked || (open.Off == "") != masked {
			t.Errorf("%s: masked %v, named %q, xml %q, to open %q", state, s.Masked(), name, xml, open.Off)
		}
		if !masked {
			continue
		}
		done, err := open.Do(t.Context(), Given{Password: "p", Code: "123456"})
		if err != nil || done.Delivery == nil || c.given.Code != "123456" {
			t.Fatalf("opened: %+v, %v", done, err)
		}
		if s.Take(full, nil); s.Report.Patient.Stammdaten.Nachname != "Moosgruber" || ActNamed(s.Acts(), "xml").Off != "" {
			t.Error("masked although it was opened")
		}
	}
}
