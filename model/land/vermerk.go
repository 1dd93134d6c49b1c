package land

import (
	"strings"

	"example.org/meldeportal/model"
)

// WithVermerk is the remark of a correction: the word first, then what stood there.
func (l *Land) WithVermerk(remark model.Text) model.Text {
	if rest := l.WithoutVermerk(remark); rest != "" {
		return model.Text(l.Vermerk) + ": " + rest
	}
	return model.Text(l.Vermerk)
}

// WithoutVermerk is a remark without the word that marks a correction, which is no
// change of the content.
func (l *Land) WithoutVermerk(remark model.Text) model.Text {
	before, after, found := strings.Cut(string(remark), l.Vermerk)
	if !found {
		return model.Text(strings.TrimSpace(string(remark)))
	}
	return model.Text(strings.TrimSpace(before + strings.TrimLeft(after, ":.,; \n")))
}
