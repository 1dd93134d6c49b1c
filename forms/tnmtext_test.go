package forms

import (
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
)

func TestFormulaIsTakenApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, want, rest string }{
		{"pT2 pN1a(sn) cM0 L1 V0 Pn0 r y", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1a(sn) c_p_u_Praefix_M=c M=0 L=L1 V=V0 Pn=Pn0 r_Symbol=r y_Symbol=y", ""},
		{"ypT1c(m) ypN0(sn) M0", "y_Symbol=y c_p_u_Praefix_T=p T=1c m_Symbol=m c_p_u_Praefix_N=p N=0(sn) M=0", ""},
		{"cT4b N2 M1a", "c_p_u_Praefix_T=c T=4b N=2 M=1a", ""},
		{"pTis(DCIS) pN0", "c_p_u_Praefix_T=p T=is(DCIS) c_p_u_Praefix_N=p N=0", ""},
		{"ptis (dcis), pn0", "c_p_u_Praefix_T=p T=is(DCIS) c_p_u_Praefix_N=p N=0", ""},
		{"T2N1M0", "T=2 N=1 M=0", ""},
		{"pT2pN1acM0L1V0Pn0", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1a c_p_u_Praefix_M=c M=0 L=L1 V=V0 Pn=Pn0", ""},
		{"rpT2", "r_Symbol=r c_p_u_Praefix_T=p T=2", ""},
		{"rypT2(3) N3c", "r_Symbol=r y_Symbol=y c_p_u_Praefix_T=p T=2 m_Symbol=3 N=3c", ""},
		{"pt2 pn1a cm0 l1 v0 pn0", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1a c_p_u_Praefix_M=c M=0 L=L1 V=V0 Pn=Pn0", ""},
		{"pT2, pN1a (sn), cM0; L1", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1a(sn) c_p_u_Praefix_M=c M=0 L=L1", ""},
		{"p T 2 N 1", "c_p_u_Praefix_T=p T=2 N=1", ""},
		{"pT2m N0", "c_p_u_Praefix_T=p T=2 m_Symbol=m N=0", ""},
		{"pT2 m a", "c_p_u_Praefix_T=p T=2 m_Symbol=m a_Symbol=a", ""},
		{"T1mi Nx mX", "T=1mi N=X M=X", ""},
		{"Ta G3", "T=a Grading=3", ""},
		{"T2 UICC IIA", "T=2 UICC_Stadium=IIA", ""},
		{"Stadium iiia1", "UICC_Stadium=IIIA1", ""},
		{"UICC-Stadium 0is", "UICC_Stadium=0is", ""},
		{"T2 S2", "T=2 S=S2", ""},
		{"pT2 R0 pN1a(2/15)", "c_p_u_Praefix_T=p T=2 Lokale_Beurteilung_Residualstatus=R0 c_p_u_Praefix_N=p N=1a LK_befallen=2 LK_untersucht=15", ""},
		{"pT2 pN1a (2/15)", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1a LK_befallen=2 LK_untersucht=15", ""},
		{"pT2 pT3", "c_p_u_Praefix_T=p T=2", "pT3"},
		{"pT5 N0", "N=0", "pT5"},
		{"Pn1a", "c_p_u_Praefix_N=p N=1a", ""},
		{"pN0 pN1", "c_p_u_Praefix_N=p N=0", "pN1"},
		{"uN1 uT3", "c_p_u_Praefix_N=u N=1 c_p_u_Praefix_T=u T=3", ""},
		{"pT2, pN1a (sn), cM0; L1, V0, Pn0, R0.", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1a(sn) c_p_u_Praefix_M=c M=0 L=L1 V=V0 Pn=Pn0 Lokale_Beurteilung_Residualstatus=R0", ""},
		{"N0 (i-)(sn) T1a(m)", "N=0(i-)(sn) T=1a m_Symbol=m", ""},
		{"pN1b(sn) (1/3) (2/15)", "c_p_u_Praefix_N=p N=1b(sn) Sentinel_LK_befallen=1 Sentinel_LK_untersucht=3 LK_befallen=2 LK_untersucht=15", ""},
		{"pN1 (2/15) (1/3sn)", "c_p_u_Praefix_N=p N=1 LK_befallen=2 LK_untersucht=15 Sentinel_LK_befallen=1 Sentinel_LK_untersucht=3", ""},
		{"pT2/pN1/M0 L0/V0/Pn0", "c_p_u_Praefix_T=p T=2 c_p_u_Praefix_N=p N=1 M=0 L=L0 V=V0 Pn=Pn0", ""},
		{"pN1 [2/15]", "c_p_u_Praefix_N=p N=1 LK_befallen=2 LK_untersucht=15", ""},
		{"pN1 LK: 2/15, SLN 1/3", "c_p_u_Praefix_N=p N=1 LK_befallen=2 LK_untersucht=15 Sentinel_LK_befallen=1 Sentinel_LK_untersucht=3", ""},
		{"pN1 2/15 LK", "c_p_u_Praefix_N=p N=1 LK_befallen=2 LK_untersucht=15", ""},
		{"pN0(sn) 0/3", "c_p_u_Praefix_N=p N=0(sn) Sentinel_LK_befallen=0 Sentinel_LK_untersucht=3", ""},
		{"T1 G2-3", "T=1 Grading=M", ""}, {"T1 G1/2", "T=1 Grading=L", ""}, {"T1 G3-G4", "T=1 Grading=H", ""}, {"Grad 2", "Grading=2", ""}, {"Grading: 3", "Grading=3", ""},
		{"G1-3", "", "G1-3"}, {"G1-", "", "G1-"}, {"T1/", "", "T1/"}, {"T1/2", "", "T1/2"}, {"15/2/1", "", "15/2/1"},
		{"Stadium 3a", "UICC_Stadium=IIIA", ""}, {"Stadium 4", "UICC_Stadium=IV", ""}, {"Stadium 5", "", "Stadium 5"},
		{"p", "", "p"}, {"pT", "", "pT"}, {"xyz", "", "xyz"}, {"", "", ""}, {"(sn)", "", "(sn)"}, {"T2xyz", "", "T2xyz"},
		{"N0(i+)(sn)", "N=0(i+)(sn)", ""}, {"cM0(i+)", "c_p_u_Praefix_M=c M=0(i+)", ""}, {"pM1(OSS)", "c_p_u_Praefix_M=p M=1(OSS)", ""},
	} {
		got := readTNM(c.typed)
		if want := valuesOf(c.want); !maps.Equal(got.values, want) || strings.Join(got.rest, " ") != c.rest {
			t.Errorf("%q: got %v and the rest %q, want %v and %q", c.typed, got.values, got.rest, want, c.rest)
		}
	}
}

func valuesOf(s string) tnmValues {
	v := tnmValues{}
	for _, pair := range strings.Fields(s) {
		id, text, _ := strings.Cut(pair, "=")
		v[id] = text
	}
	return v
}

func TestRefusedValueIsSaidWhy(t *testing.T) {
	t.Parallel()
	got := readTNM("pT5 pN1")
	if len(got.why) != 1 || !strings.Contains(got.why[0], "0 bis 4") {
		t.Errorf("got %q, want what T begins with", got.why)
	}
}

func TestListedValuesAreWrittenAsAFormulaAndReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := tnmValues{}
		for _, id := range tnmOrder {
			if text := rapid.SampledFrom(append([]string{""}, listedTNM(id)...)).Draw(t, id); text != "" {
				values[id] = text
			}
		}
		for _, letter := range []string{"T", "N", "M"} {
			if values[letter] == "" {
				delete(values, "c_p_u_Praefix_"+letter) // a prefix of nothing has no formula
			}
		}
		text, written := writeTNM(values)
		if got := readTNM(text); !maps.Equal(values, written) || !maps.Equal(got.values, values) || len(got.rest) > 0 {
			t.Fatalf("%v was written as %q and read as %v, rest %q", values, text, got.values, got.rest)
		}
	})
}

// listedTNM are the values a field of the block may have.
func listedTNM(id string) []string {
	if id == "m_Symbol" {
		return []string{"m", "is", "m,is", "2", "9,is", "15", "120"}
	}
	name := tnmType(id).List
	l, ok := catalog.Get(name)
	if !ok {
		return nil
	}
	var codes []string
	for _, e := range l.Entries() {
		codes = append(codes, e.Code)
	}
	return codes
}

func TestOddValuesAreLeftOutOfTheFormula(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := tnmValues{}
		for i := range dataset.TNM.Rows {
			if id := dataset.TNM.Rows[i].ID; rapid.Bool().Draw(t, id) {
				values[id] = rapid.SampledFrom(append(odd, "2(m)", "1 N2", "1 (sn)", "0 (i-) (sn)", "is (DCIS)", "1 (OSS)", " 2", "p", "L1", "y", "0 is", "(", "m,is")).Draw(t, id+" text")
			}
		}
		text, written := writeTNM(values)
		if got := readTNM(text); !maps.EqualFunc(got.values, written, func(a, b string) bool { return tight(a) == tight(b) }) || len(got.rest) > 0 {
			t.Fatalf("%v was written as %q, meaning %v, and read as %v, rest %q", values, text, written, got.values, got.rest)
		}
	})
}
