package store

import (
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func knownAs(tnr string, index int64) model.Bekannt {
	r := receipt(tnr)
	r.LogIndex = index
	return model.Bekannt{Art: model.SendungMeldung, Receipt: r}
}

func differs(t *testing.T, v *Vault, here, there []string) {
	t.Helper()
	gotHere, gotThere, err := v.Differs(t.Context())
	if err != nil || !slices.Equal(gotHere, here) || !slices.Equal(gotThere, there) {
		t.Errorf("here alone %q, there alone %q, %v; want %q, %q", gotHere, gotThere, err, here, there)
	}
}

// The portal's log gives what waits its receipt and names numbers nobody knows here, unless
// they are of somebody the store has forgotten; it is read from where it was.
func TestThePortalsLogIsTakenOver(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	forgotten := newCase(t, v, "Lerche")
	deliver(t, v, forgotten.ID, "M-L", "vergessen")
	if err := v.Forget(t.Context(), forgotten.ID, model.GrundFrist); err != nil {
		t.Fatal(err)
	}
	queue(t, v, newCase(t, v, "Ceder").ID, "unterwegs")
	claim(t, v, later(0), 1)
	c := newCase(t, v, "Ahorn")
	queue(t, v, c.ID, "eins")
	other := knownAs("anderes", 12)
	queue(t, v, newCase(t, v, "Birke").ID, "anderes")
	other.Receipt.Digest = "of other bytes"
	moved := must(v.ReadLog(t.Context(), []model.Bekannt{knownAs("eins", 9), knownAs("fremd", 10), knownAs("vergessen", 11), knownAs("unterwegs", 11), other}))(t)
	if got := tnrs(moved); !slices.Equal(got, []string{"eins"}) {
		t.Errorf("moved %q", got)
	}
	if d := must(v.Delivery(t.Context(), "eins"))(t); d.State != model.StateAccepted || d.Receipt.LogIndex != 9 {
		t.Errorf("it is %s with %v", d.State, d.Receipt)
	}
	if d := must(v.Delivery(t.Context(), "unterwegs"))(t); d.State != model.StateSending {
		t.Errorf("what somebody just sends is %s", d.State)
	}
	if d := must(v.Delivery(t.Context(), "anderes"))(t); d.State != model.StateQueued {
		t.Errorf("with other bytes it is %s", d.State)
	}
	if at := must(v.LogIndex(t.Context()))(t); at != 12 {
		t.Errorf("the log was read until %d", at)
	}
	differs(t, v, nil, []string{"fremd"})
	queue(t, v, c.ID, "fremd") // as when the newer store was put back
	differs(t, v, nil, nil)
}

// What was taken and the portal does not know, or has other bytes of, is told until it does.
func TestWhatThePortalDoesNotKnowIsTold(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Ahorn")
	for i, tnr := range []string{"a", "b", "c"} {
		deliver(t, v, c.ID, string(rune('K'+i)), tnr)
	}
	queue(t, v, c.ID, "d")
	asked := must(v.ToCompare(t.Context(), "", noon, 500))(t)
	if !slices.Equal(asked, []string{"a", "b", "c", "d"}) {
		t.Fatalf("to compare are %q", asked)
	}
	if behind := must(v.ToCompare(t.Context(), "b", noon, 1))(t); !slices.Equal(behind, []string{"c"}) {
		t.Errorf("behind b is %q", behind)
	}
	if old := must(v.ToCompare(t.Context(), "", later(24*time.Hour), 500))(t); !slices.Equal(old, []string{"d"}) {
		t.Errorf("taken lately are %q", old)
	}
	other := knownAs("c", 3)
	other.Receipt.Digest = "of other bytes"
	moved := must(v.Compare(t.Context(), asked, []model.Bekannt{knownAs("a", 1), other, knownAs("d", 4)}))(t)
	if got := tnrs(moved); !slices.Equal(got, []string{"d"}) {
		t.Errorf("moved %q", got)
	}
	differs(t, v, []string{"b", "c"}, nil)
	must(v.Compare(t.Context(), asked, []model.Bekannt{knownAs("a", 1), knownAs("b", 2), knownAs("c", 3), knownAs("d", 4)}))(t)
	differs(t, v, nil, nil)
	if at := must(v.ComparedAt(t.Context()))(t); !at.IsZero() {
		t.Errorf("compared at %v", at)
	}
	if err := v.Compared(t.Context(), noon); err != nil || !must(v.ComparedAt(t.Context()))(t).Equal(noon) {
		t.Errorf("compared: %v", err)
	}
}
