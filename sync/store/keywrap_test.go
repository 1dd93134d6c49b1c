package store

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/sync/seal"
)

// oldWrap and oldWrapOfAnna are what programs up to 0.2.0 kept of one key, for
// testLogin and for "ANNA" with the password "alt".
var (
	oldWrap       = bytesOf("4d5057310000000100004c0001f060c1349c9a449b849177cffc09b3b8c3e83adb1191495c42f876f063548721003cb941b06d0d0fe0f3f1494a7c699f54f967ea8dec195b4818f3cacb503ff0a3e6a27ad353bd0f4b68e7b4118bffec7d58249a")
	oldWrapOfAnna = bytesOf("4d5057310000000100004c0001e1dcbc329deff134565c1a5b77b2142b38ce93931b63d193b3ea725b8f78acc260f94fa000837adf6a6889e50034bbc0fb8e3359b35580bb41da70e17f00a6c90d9e8ad688ca806561cd298fdfae769e698c8b00")
)

func bytesOf(text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return b
}

// oldKey is the key of a store that a program of 0.2.0 made.
var oldKey = func() *seal.Ring {
	key, err := seal.OpenKey(oldWrap, testLogin, testPassword)
	if err != nil {
		panic(err)
	}
	return key
}()

// Who was let in by an earlier program gets a key pair when she signs in, and opens
// all that was there; the others' rows stay until they sign in.
func TestRowOfAnEarlierProgramIsLifted(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := openStore(t, path)
	execRaw(t, s.db.Writer, "INSERT INTO keywrap (login, wrap, updated) VALUES ('ANNA', x'"+hex.EncodeToString(oldWrapOfAnna)+"', 1)")
	if _, err := s.Unlock(t.Context(), testLogin, "falsch"); !errors.Is(err, ErrWrongPassword) {
		t.Errorf("Unlock with a wrong password = %v, want ErrWrongPassword", err)
	}
	if got := grantRows(t, s); got != "ANNA:old meier:old" {
		t.Fatalf("rows = %s, want both as they were", got)
	}
	must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if got := grantRows(t, s); got != "ANNA:old meier:lifted" {
		t.Fatalf("rows = %s, want hers lifted", got)
	}
	again := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if d := must(again.Draft(t.Context(), "d1"))(t); d.Report.Meldung.Anmerkung != "Entwurf von früher" {
		t.Errorf("draft = %+v, want it as it was", d)
	}
	if all := must(again.Grants(t.Context()))(t); len(all) != 2 || all[0].Since.UnixMilli() != 1 || all[1].Since.UnixMilli() != 1 {
		t.Errorf("granted = %+v, want both since they were let in", all)
	}
	must(s.Unlock(t.Context(), "anna", "alt"))(t)
	if got := grantRows(t, s); got != "ANNA:lifted meier:lifted" {
		t.Errorf("rows = %s, want both lifted", got)
	}
}

// grantRows says of each row whether it has a key pair.
func grantRows(t *testing.T, s *Store) string {
	t.Helper()
	all := must(queryAll(t.Context(), s.reader, scanWrap, selectWrap+" WHERE login != '' ORDER BY login"))(t)
	var said []string
	for _, r := range all {
		kind := "old"
		if r.recipient != "" && len(r.pair) > 0 && len(r.proof) > 0 {
			kind = "lifted"
		}
		said = append(said, r.login+":"+kind)
	}
	return strings.Join(said, " ")
}
