package lists

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/work"
)

// Listing is a list a person looks through, as it is at a moment: both faces filter,
// sort, count and take it along by these. Its readings run beside whoever types and end
// with their context.
type Listing interface {
	Name() string // one German word: its id in saved filters and file names
	Heads() []listing.Head
	// Count says how many rows of the view have which value of a column.
	Count(ctx context.Context, v listing.View, column string) ([]listing.Count, error)
	// Table is the view as it can be taken along.
	Table(ctx context.Context, v listing.View) (*listing.Table, error)
}

// SavedView is a view somebody has named.
type SavedView struct {
	Name string
	View listing.View
}

// viewPrefix is what the views of a list are remembered under, each with its name behind.
func viewPrefix(list string) string { return "liste/" + list + "/" }

// SavedViews are the signed-in person's views of a list, by name.
func SavedViews(ctx context.Context, desk *work.Desk, list string) (views []SavedView, err error) {
	kept, err := desk.Memory.Recall(ctx, viewPrefix(list))
	for key, content := range kept {
		var v listing.View
		if json.Unmarshal(content, &v) == nil {
			views = append(views, SavedView{strings.TrimPrefix(key, viewPrefix(list)), v})
		}
	}
	slices.SortFunc(views, func(a, b SavedView) int { return strings.Compare(a.Name, b.Name) })
	return views, err
}

// SaveView keeps a view under a name, in the place of what had it; nil forgets it.
func SaveView(ctx context.Context, desk *work.Desk, list, name string, v *listing.View) error {
	var content []byte
	if v != nil {
		var err error
		if content, err = json.Marshal(v); err != nil {
			return err
		}
	}
	return desk.Memory.Remember(ctx, viewPrefix(list)+name, content)
}
