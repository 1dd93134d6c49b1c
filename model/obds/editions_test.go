package obds_test

import (
	"testing"

	"example.org/meldeportal/model/judges"
)

// Generated documents of each edition have the verdict that its official schema
// gives them: xmllint and obds.Check agree on every one.
func TestGeneratedDocumentsOfEachEditionAgreeWithXmllint(t *testing.T) {
	t.Parallel()
	judge, there := officialJudge(t)
	if !there {
		return
	}
	bases := mutantBases(t, judges.Own, "oeffentlich")
	for n, edition := range judges.Editions {
		t.Run(edition, func(t *testing.T) {
			t.Parallel()
			m := newMutator(bases, t)
			m.edition = edition
			seed := uint64(mutantSeed + 1 + n)
			verdicts := map[verdict]int{}
			differences := 0
			const batch = 500
			for from := 0; from < generated; from += batch {
				var documents [][]byte
				var all []*judged
				for i := from; i < min(from+batch, generated); i++ {
					document, did := m.document(seed, uint64(i))
					documents = append(documents, document)
					all = append(all, &judged{number: i, did: did})
				}
				for i, word := range judge.verdicts(t, documents) {
					all[i].theirs = word
					all[i].check(documents[i])
					verdicts[word.verdict]++
					if d := all[i].differs(""); d != "" {
						if differences++; differences <= 20 {
							t.Error(d)
						}
					}
				}
			}
			t.Logf("edition %s, seed %d: %d documents, xmllint finds %d valid, %d invalid, %d unreadable; %d disagreements",
				edition, seed, generated, verdicts[valid], verdicts[invalid], verdicts[unreadable], differences)
			if verdicts[valid] < generated/20 || verdicts[invalid] < generated/10 {
				t.Errorf("the generator makes too few documents of a kind: %v", verdicts)
			}
		})
	}
}
