package main

import (
	"context"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

func (d *desk) Worklist(context.Context) ([]rule.Aufgabe, error) {
	return nil, failure(errors.ErrUnsupported)
}

func (d *desk) RequestDeletion(context.Context, string, string, string) (model.Delivery, error) {
	return model.Delivery{}, failure(errors.ErrUnsupported)
}
