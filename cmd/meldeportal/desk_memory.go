package main

import "context"

func (d *desk) Recall(ctx context.Context, prefix string) (map[string][]byte, error) {
	memory, err := d.vault.Memory(ctx, prefix)
	return memory, failure(err)
}

func (d *desk) Remember(ctx context.Context, name string, content []byte) error {
	return failure(d.vault.Remember(ctx, name, content))
}
