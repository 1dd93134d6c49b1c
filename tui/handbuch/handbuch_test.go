package handbuch

import (
	"testing"
	"testing/fstest"
)

func TestAManualThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"# Titel ohne Anker\n", "Text ohne Titel\n"} {
		if _, err := read(fstest.MapFS{"1.md": {Data: []byte(text)}}); err == nil {
			t.Errorf("%q was taken as a manual", text)
		}
	}
	if _, err := read(fstest.MapFS{"1.md": {Data: []byte("# Titel {#anker}\nText\n")}}); err != nil {
		t.Errorf("a manual was refused: %v", err)
	}
}
