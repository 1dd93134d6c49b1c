package main

import (
	"context"
	"errors"

	"example.org/meldeportal/model"
)

func (d *desk) RequestDeletion(context.Context, string, string, string) (model.Delivery, error) {
	return model.Delivery{}, failure(errors.ErrUnsupported)
}
