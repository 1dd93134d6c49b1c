package forms

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/huh"
)

// The options of a question, a line each with its digit. huh's own Select would
// break the rules its input breaks (dialog.go), has no digits, and takes letters for
// commands: j, k, g and "/", which filters.

// steps reports that a key goes from option to option.
func (a *ask) steps(key string) bool {
	return len(a.Options) > 0 && slices.Contains([]string{"up", "down", "home", "end"}, key)
}

// digit is the option a key stands for, -1 where there is none.
func (a *ask) digit(key string) int {
	if len(key) == 1 && key[0] >= '1' && int(key[0]-'1') < len(a.Options) {
		return int(key[0] - '1')
	}
	return -1
}

func (a *ask) choose(key string) {
	last := len(a.Options) - 1
	switch n := a.digit(key); {
	case n >= 0:
		a.at = n
	case key == "up":
		a.at = max(0, a.at-1)
	case key == "down":
		a.at = min(last, a.at+1)
	case key == "home":
		a.at = 0
	case key == "end":
		a.at = last
	}
}

// options draws them, the sign of the focus at the chosen one.
func (a *ask) options(s *huh.FieldStyles) string {
	lines := make([]string, len(a.Options))
	for i, o := range a.Options {
		lines[i] = fmt.Sprintf("%d  %s", i+1, Clean(o))
		if i != a.at {
			lines[i] = strings.Repeat(" ", dialogIndent) + lines[i]
			continue
		}
		lines[i] = s.TextInput.Prompt.String() + s.SelectedOption.Render(lines[i])
		if !a.in.Focused() {
			lines[i] += "  (gewählt)"
		}
	}
	return strings.Join(lines, "\n")
}
