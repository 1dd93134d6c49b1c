package store

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"pgregory.net/rapid"
)

// fullPatient has another text in every value there is.
func fullPatient() (p model.Patient) {
	n := 0
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			n++
			v.SetString(fmt.Sprintf("Wert %d", n))
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem())
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 12, 12))
			for i := range v.Len() {
				fill(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				fill(v.Field(i))
			}
		}
	}
	fill(reflect.ValueOf(&p).Elem())
	return p
}

func TestCaseKeepsEveryValueOfThePatient(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for name, patient := range map[string]model.Patient{"full": fullPatient(), "empty": {}} {
		c := model.Case{Patient: patient}
		if err := v.SaveCase(t.Context(), &c, nil); err != nil {
			t.Fatalf("SaveCase: %v", err)
		}
		got := must(v.Case(t.Context(), c.ID))(t)
		if !reflect.DeepEqual(got, c) {
			t.Errorf("%s patient:\ngot  %+v\nwant %+v", name, got, c)
		}
	}
}

func TestSaveCaseChangesThePatientAndNothingElse(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	old := c
	queue(t, v, c.ID, "t1")
	old.Patient.Stammdaten.Nachname = "Muster-Wolf"
	if err := v.SaveCase(t.Context(), &old, &c.Patient); err != nil {
		t.Fatalf("SaveCase: %v", err)
	}
	got := must(v.Case(t.Context(), c.ID))(t)
	if got.Patient.Stammdaten.Nachname != "Muster-Wolf" || got.Waiting != 1 || got.Diagnosis != "C50.4" || got.LastTyp != model.TypDiagnose {
		t.Errorf("case = %+v, want the new name with one waiting Diagnose", got)
	}
	if !reflect.DeepEqual(got, old) {
		t.Errorf("SaveCase filled in %+v, stored is %+v", old, got)
	}
}

func TestWhatSomebodyElseChangedMeanwhileStays(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	mine, hers := c, c
	hers.Patient.Stammdaten.Adresse.Strasse = "Neue Gasse"
	mine.Patient.Stammdaten.Titel = "Dr."
	for _, changed := range []*model.Case{&hers, &mine} {
		if err := v.SaveCase(t.Context(), changed, &c.Patient); err != nil {
			t.Fatalf("SaveCase: %v", err)
		}
	}
	got := must(v.Case(t.Context(), c.ID))(t)
	if s := got.Patient.Stammdaten; s.Adresse.Strasse != "Neue Gasse" || s.Titel != "Dr." || s.Nachname != "Muster" {
		t.Errorf("stored is %+v, want what both have changed", s)
	}
	if !reflect.DeepEqual(got, mine) {
		t.Errorf("SaveCase filled in %+v, stored is %+v", mine, got)
	}
}

func TestPatientIDBelongsToOneCase(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	newCase(t, v, "Muster")
	second := newCase(t, v, "Wolf")
	was := second.Patient
	second.Patient.PatientID = "P-Muster"
	if err := v.SaveCase(t.Context(), &second, &was); !errors.Is(err, ErrDuplicate) {
		t.Errorf("SaveCase with another's Patient_ID = %v, want ErrDuplicate", err)
	}
	third := model.Case{Patient: model.Patient{PatientID: "P-Wolf"}}
	if err := v.SaveCase(t.Context(), &third, nil); !errors.Is(err, ErrDuplicate) || third.ID != "" {
		t.Errorf("SaveCase of a new case = %v, id %q, want ErrDuplicate and no id", err, third.ID)
	}
	for range 2 {
		if err := v.SaveCase(t.Context(), &model.Case{}, nil); err != nil {
			t.Errorf("SaveCase without Patient_ID = %v, want nil", err)
		}
	}
}

func TestUnknownCaseIsNotFound(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	if _, err := v.Case(t.Context(), "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Case = %v, want ErrNotFound", err)
	}
	if err := v.SaveCase(t.Context(), &model.Case{ID: "x"}, &model.Patient{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("SaveCase = %v, want ErrNotFound", err)
	}
	if _, err := v.NewDraft(t.Context(), "x", model.Report{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("NewDraft = %v, want ErrNotFound", err)
	}
}

func TestCasesComeInChunksWithoutGapOrRepeat(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	walk := func(wantCases, wantChunks int) {
		t.Helper()
		v := newVault(t)
		insertMany(t, v, wantCases)
		seen, chunks := map[string]bool{}, 0
		err := v.Cases(t.Context(), func(chunk []model.Case) error {
			chunks++
			for i := range chunk {
				seen[chunk[i].ID] = true
			}
			return nil
		})
		if err != nil || len(seen) != wantCases || chunks != wantChunks {
			t.Errorf("Cases gave %d cases in %d chunks, %v, want %d in %d", len(seen), chunks, err, wantCases, wantChunks)
		}
	}
	walk(0, 0)
	walk(firstChunk, 1)
	walk(firstChunk+chunkSize+3, 3)
	v := newVault(t)
	insertMany(t, v, 1)
	stop := errors.New("stop")
	if err := v.Cases(t.Context(), func([]model.Case) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Cases = %v, want the consumer's error", err)
	}
}

// An id that the field table does not have today is kept when the case is saved.
func TestCaseKeepsTextsNobodyKnows(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	v.store.proven.Store(false) // another program wrote it
	c := newCase(t, v, "Muster")
	header := must(v.key.SealHeader(encodeHeader(map[string]string{
		"Patient.Nachname": "Muster", "Patient.Blutgruppe": "0", ".typ": "OP"}), tableCase, c.ID, "1"))(t)
	if _, err := v.store.db.Writer.Exec("UPDATE patient_case SET header = ?", header); err != nil {
		t.Fatal(err)
	}
	c = must(v.Case(t.Context(), c.ID))(t)
	c.Patient.Stammdaten.Vornamen = "Karl"
	if err := v.SaveCase(t.Context(), &c, &model.Patient{}); err != nil {
		t.Fatalf("SaveCase: %v", err)
	}
	reader := newCaseReader(v)
	if _, _, err := reader.read(t.Context(), v.store.reader, 1, selectCase); err != nil {
		t.Fatal(err)
	}
	got := must(reader.header.patientTexts(reader.plain))(t)
	want := map[string]string{"Patient.Nachname": "Muster", "Patient.Vornamen": "Karl", "Patient.Blutgruppe": "0"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("stored texts = %q, want %q", got, want)
	}
}

// A header is sealed, so nobody can forge one; a fault of ours must still end in
// an error.
func TestBrokenHeaderIsDamagedNotAPanic(t *testing.T) {
	t.Parallel()
	whole := encodeCase(&model.Case{Patient: fullPatient(), LastTyp: "OP"}, nil)
	rapid.Check(t, func(t *rapid.T) {
		broken := whole[:rapid.IntRange(0, len(whole)-1).Draw(t, "cut")]
		if err := newHeaderReader().read(broken, new(model.Case)); !errors.Is(err, ErrDamaged) {
			t.Fatalf("read of %d of %d bytes = %v, want ErrDamaged", len(broken), len(whole), err)
		}
		noise := rapid.SliceOf(rapid.Byte()).Draw(t, "noise")
		_ = newHeaderReader().read(noise, new(model.Case))
	})
}
