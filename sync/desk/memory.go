package desk

import "context"

// Recall is what the person's program remembers under names with a prefix.
func (d *Desk) Recall(ctx context.Context, prefix string) (map[string][]byte, error) {
	return told(d.vault.Memory(ctx, prefix))
}

// Remember keeps one such thing; nil forgets it.
func (d *Desk) Remember(ctx context.Context, name string, content []byte) error {
	return Failure(d.vault.Remember(ctx, name, content))
}
