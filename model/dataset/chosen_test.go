package dataset_test

import (
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestTheEditionIsChosenByConfigurationPortalAndProgram(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		configured field.Edition
		named      []string
		want       string
	}{
		{0, nil, "3.0.5"}, // a portal of before, which names none
		{0, dataset.Until(dataset.V304), "3.0.4 laut Portal"},
		{0, dataset.Until(dataset.Newest), "3.0.5 laut Portal"},
		{0, []string{"3.0.9", "3.0.4"}, "3.0.4 laut Portal"},
		{0, []string{"3.0.3"}, "3.0.5, die das Portal nicht nennt"},
		{0, []string{"\x1b[31m", ""}, "3.0.5, die das Portal nicht nennt"},
		{dataset.V304, nil, "3.0.4 laut Konfiguration"},
		{dataset.V304, []string{"3.0.4", "3.0.5"}, "3.0.4 laut Konfiguration"},
		{dataset.V305, []string{"3.0.4"}, "3.0.5 laut Konfiguration, die das Portal nicht nennt"},
	} {
		if got := dataset.Choose(c.configured, c.named).String(); got != c.want {
			t.Errorf("configured %d, named %q: got %q, want %q", c.configured, c.named, got, c.want)
		}
	}
}
