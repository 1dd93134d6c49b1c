package store

import (
	"reflect"
	"testing"

	"example.org/meldeportal/model"
)

// Whatever an entry has a field for is kept, and comes back as it was.
func TestEveryFieldOfAnEntryHasAKey(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	var e entry
	full(reflect.ValueOf(&e).Elem())
	got := must(v.openEntry(must(v.sealEntry(&e, tableDraft, "d1", 1))(t), tableDraft, "d1", 1))(t)
	if !reflect.DeepEqual(got, e) {
		t.Errorf("got %+v, want %+v", got, e)
	}
	names := map[string]bool{}
	for _, k := range entryKeys {
		names[k.name] = true
	}
	if len(names) != len(entryKeys) {
		t.Error("two keys have the same name")
	}
}

// full gives every field a value of its own.
func full(v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Struct:
			full(f)
		case reflect.String:
			f.SetString(v.Type().Field(i).Name)
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Pointer:
			f.Set(reflect.ValueOf(&model.Sperre{Grund: "warten", Bis: "2026-12-24"}))
		}
	}
}
