package catalog

import "testing"

func TestVocabularyCompletesWords(t *testing.T) {
	t.Parallel()
	s := NewShelf()
	if rest := s.Words().Rest("adeno"); rest != "" {
		t.Errorf("before it was learnt: %q", rest)
	}
	s.LearnWords()
	for beginning, want := range map[string]string{
		"Adenok": "arzinom", "adenok": "arzinom", "Platt": "enepithelkarzinom", "ad": "", "Adenokarzinomx": "", "xyz": "", "": "",
	} {
		if got := s.Words().Rest(beginning); got != want {
			t.Errorf("%q: got %q, want %q", beginning, got, want)
		}
	}
}

func TestVocabularyLearnsImportedWords(t *testing.T) {
	t.Parallel()
	s := NewShelf()
	s.LearnWords()
	s.Put(NewList(List{Name: "ICD10", Edition: "2026"}, []Entry{{Code: "C99.9", Label: "Zwetschgenbaumkarzinom der Überprüfung"}}))
	if rest := s.Words().Rest("zwet"); rest != "" {
		t.Errorf("before it was learnt anew: %q", rest)
	}
	s.LearnWords()
	if rest := s.Words().Rest("zwet"); rest != "schgenbaumkarzinom" {
		t.Errorf("got %q", rest)
	}
	if rest := s.Words().Rest("überp"); rest != "rüfung" {
		t.Errorf("got %q", rest)
	}
}
