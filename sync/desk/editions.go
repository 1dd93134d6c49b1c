package desk

import (
	"context"
	"strings"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/store"
)

// editionsName is under what a person's program remembers which editions the portal named
// when she signed in.
const editionsName = "fassungen"

// keepEditions remembers them where they are others than before.
func keepEditions(ctx context.Context, v *store.Vault, named []string) error {
	known, err := v.Memory(ctx, editionsName)
	text := strings.Join(named, " ")
	if err != nil || string(known[editionsName]) == text {
		return err
	}
	return v.Remember(ctx, editionsName, []byte(text))
}

// Edition is the newest that the portal named when this person signed in last.
func (a *Archive) Edition(ctx context.Context) (dataset.Chosen, error) {
	known, err := a.vault.Memory(ctx, editionsName)
	return dataset.Choose(0, strings.Fields(string(known[editionsName]))), Failure(err)
}
