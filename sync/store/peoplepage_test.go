package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

func keptPages(t *testing.T, v *Vault) (mark int64, pages []string) {
	t.Helper()
	mark, err := v.PeoplePages(t.Context(), func(page []byte) bool { pages = append(pages, string(page)); return true })
	if err != nil && !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
	return mark, pages
}

func page(name string) func(int) []byte {
	return func(n int) []byte { return fmt.Append(nil, name, n) }
}

// Until the last page of a list is there, the one before counts, whoever was killed;
// only one keeps it at a time; and an older one takes nobody's place.
func TestThePeopleKeptLastCountOnceTheyAreWhole(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	now := noon
	v.store.opt.Now = func() time.Time { return now }
	want := func(what string, mark int64, pages ...string) {
		t.Helper()
		if m, got := keptPages(t, v); m != mark || !slices.Equal(got, pages) {
			t.Errorf("%s: kept at %d are %q, want %q at %d", what, m, got, pages, mark)
		}
	}
	want("nothing was kept", 0)
	if err := v.KeepPeople(t.Context(), 5, 3, page("a")); err != nil {
		t.Fatal(err)
	}
	want("the first", 5, "a0", "a1", "a2")
	ctx, leave := context.WithCancel(t.Context())
	err := v.KeepPeople(ctx, 9, 3, func(n int) []byte {
		if n == 1 {
			leave() // the person signs out
		}
		return page("b")(n)
	})
	if err == nil {
		t.Error("KeepPeople ended though nobody was there any more")
	}
	want("the second was interrupted", 5, "a0", "a1", "a2")
	if err := v.KeepPeople(t.Context(), 8, 2, page("c")); err != nil {
		t.Fatal(err)
	}
	want("somebody keeps one, as it seems", 5, "a0", "a1", "a2")
	now = now.Add(2 * pagesPatience)
	for _, keep := range []int64{10, 7} {
		if err := v.KeepPeople(t.Context(), keep, 2, page(fmt.Sprint("d", keep, "-"))); err != nil {
			t.Fatal(err)
		}
		want("the newest", 10, "d10-0", "d10-1")
	}
	execRaw(t, v.store.db.Writer, "UPDATE people_page SET body = x'00' WHERE page = 1")
	if _, err := v.PeoplePages(t.Context(), func([]byte) bool { return true }); !errors.Is(err, ErrNotFound) {
		t.Errorf("a damaged page: %v, want ErrNotFound", err)
	}
	if n := len(must(queryAll(t.Context(), v.store.reader, scanText, "SELECT mark FROM people_page"))(t)); n != 2 {
		t.Errorf("%d pages in the file, want those of one list", n)
	}
}
