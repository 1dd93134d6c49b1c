package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// Remember marks answers of the registry as looked at.
func Remember(ctx context.Context, desk *Desk, today model.Datum, numbers ...string) error {
	memory, err := desk.Memory.Recall(ctx, worklist.MerkGesehen)
	if err != nil {
		return err
	}
	g := worklist.LiesGesehen(memory[worklist.MerkGesehen])
	g.Mark(today, numbers...)
	return desk.Memory.Remember(ctx, worklist.MerkGesehen, g.Bytes())
}
