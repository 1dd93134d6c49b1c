package forms

import (
	_ "embed"
	"maps"
	"strings"
	"testing"
)

//go:embed testdata/tnm_spellings.tsv
var tnmSpellings string

// shortIDs are the fields as the table of spellings calls them.
var shortIDs = map[string]string{"T": "T", "N": "N", "M": "M", "PT": "c_p_u_Praefix_T", "PN": "c_p_u_Praefix_N", "PM": "c_p_u_Praefix_M",
	"m": "m_Symbol", "y": "y_Symbol", "r": "r_Symbol", "a": "a_Symbol", "L": "L", "V": "V", "Pn": "Pn", "S": "S", "UICC": "UICC_Stadium",
	"G": "Grading", "Grading": "Grading", "R": "Lokale_Beurteilung_Residualstatus", "A": "Version"}

// spellingOf reads a line of a table of spellings.
func spellingOf(t *testing.T, line string) (text string, want tnmValues) {
	t.Helper()
	text, meant, ok := strings.Cut(line, "\t")
	if !ok {
		t.Fatalf("%q has no meaning", line)
	}
	want = tnmValues{}
	for _, pair := range strings.Fields(strings.TrimPrefix(meant, "?")) {
		id, value, ok := strings.Cut(pair, "=")
		before, after, _ := strings.Cut(value, "/")
		switch {
		case pair == "-":
		case id == "LK":
			want["LK_befallen"], want["LK_untersucht"] = before, after
		case id == "SN":
			want["Sentinel_LK_befallen"], want["Sentinel_LK_untersucht"] = before, after
		case !ok || shortIDs[id] == "":
			t.Fatalf("%q: what is %q?", line, pair)
		default:
			want[shortIDs[id]] = value
		}
	}
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(text), want
}

// wrongValues are the values of a reading that the letter does not mean.
func wrongValues(got, want tnmValues) tnmValues {
	wrong := maps.Clone(got)
	maps.DeleteFunc(wrong, func(id, v string) bool { return want[id] == v })
	return wrong
}

func TestSpellingsAreReadRightOrVisiblyUnread(t *testing.T) {
	t.Parallel()
	right, unread, wrong := 0, 0, 0
	for line := range strings.Lines(tnmSpellings) {
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		text, want := spellingOf(t, line)
		got := readTNM(text)
		switch other := wrongValues(got.values, want); {
		case len(other) > 0:
			wrong++
			t.Errorf("%q: wrong %v, got %v, rest %q", text, other, got.values, got.rest)
		case maps.Equal(got.values, want):
			right++
		case len(got.rest) == 0:
			wrong++
			t.Errorf("%q: got only %v of %v, and nothing is shown as unread", text, got.values, want)
		default:
			unread++
			if !strings.Contains(line, "\t?") { // the ones of which nobody knows what they mean
				t.Errorf("%q: got %v, want %v; unread %q", text, got.values, want, got.rest)
			}
		}
	}
	all := right + unread + wrong
	t.Logf("TNM spellings: %d right, %d visibly unread, %d wrong of %d", right, unread, wrong, all)
	if all < 300 || 100*(right+unread) < 98*all {
		t.Errorf("%d of %d spellings are right or visibly unread, want 98 %% of 300 at least", right+unread, all)
	}
}
