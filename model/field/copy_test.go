package field_test

import (
	"reflect"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

func TestCopySharesNothingWithTheReport(t *testing.T) {
	t.Parallel()
	var r model.Report
	r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Lokalisation: "HEP"}}, CTNM: &model.TNM{T: "1"}}
	c := field.Copy(&r)
	if !reflect.DeepEqual(*c, r) {
		t.Fatalf("copy: got %+v, want %+v", *c, r)
	}
	r.Meldung.Diagnose.MengeFM[0].Lokalisation = "OSS"
	r.Meldung.Diagnose.CTNM.T = "4"
	if d := c.Meldung.Diagnose; d.MengeFM[0].Lokalisation != "HEP" || d.CTNM.T != "1" {
		t.Errorf("got a copy that follows the report: %+v", d)
	}
}
