package tui

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// remember marks answers of the registry as looked at.
func remember(desk *Desk, today model.Datum, numbers ...string) error {
	memory, err := desk.Memory.Recall(context.Background(), worklist.MerkGesehen)
	if err != nil {
		return err
	}
	g := worklist.LiesGesehen(memory[worklist.MerkGesehen])
	g.Mark(today, numbers...)
	return desk.Memory.Remember(context.Background(), worklist.MerkGesehen, g.Bytes())
}
