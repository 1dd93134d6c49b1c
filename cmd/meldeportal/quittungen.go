package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// receiptColumns are what is told of a receipt.
var receiptColumns = []listing.Column[model.Receipt]{
	{Name: "eintrag", Head: "Eintrag", Text: func(r *model.Receipt) string { return fmt.Sprint(r.LogIndex) }},
	{Name: "nummer", Head: "Transaktionsnummer", Text: func(r *model.Receipt) string { return visible(r.Transaktionsnummer) }},
	{Name: "eingang", Head: "Eingang", Text: func(r *model.Receipt) string { return wording.Millis(r.ReceivedAt) }},
	{Name: "pruefsumme", Head: "Prüfsumme (SHA-256)", Text: func(r *model.Receipt) string { return visible(r.Digest) }},
	{Name: "unterschrift", Head: "Unterschrift", Text: func(r *model.Receipt) string { return genuineWords[r.Echtheit] }},
}

var genuineWords = map[model.Echtheit]string{
	model.EchtheitGeprueft: "geprüft", model.EchtheitOhne: "ohne (von vor der Umstellung)", model.EchtheitFalsch: "falsch", "": "nicht zu prüfen",
}

// receipts prints the receipts that are asked for, and fails where one is signed by nobody of the
// list of keys.
func (c auditCommand) receipts(o *Ort) error {
	within, err := c.within()
	if err != nil {
		return err
	}
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		all, err := a.Receipts(ctx)
		if err != nil {
			return err
		}
		table := listing.TableOf(receiptColumns)
		var wrong []string
		for i := range all {
			r := &all[i]
			if !within(r.ReceivedAt) || !strings.HasPrefix(r.Transaktionsnummer, c.Meldung) {
				continue
			}
			listing.Add(table, receiptColumns, r)
			if r.Echtheit == model.EchtheitFalsch {
				wrong = append(wrong, r.Transaktionsnummer)
			}
		}
		err = c.print(table)
		if len(wrong) > 0 {
			err = errors.Join(err, &verdict{hilfe.ExitFailure, wording.FalseText(wrong)})
		}
		return err
	})
}
