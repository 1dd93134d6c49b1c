package shell

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// View draws the window: never more lines than it has, because the renderer
// would cut the first ones.
func (sh *Shell) View() (frame string) {
	if sh.Quitting {
		return ""
	}
	defer func() {
		if recover() != nil {
			sh.crashed()
			sh.Quitting, frame = true, ""
			go sh.send(crashMsg{})
		}
	}()
	frame, front := sh.draw()
	sh.Eye.Draw(front)
	return style.Fit(frame)
}

// draw gives the frame and the screen that can be answered in it, nil = none.
func (sh *Shell) draw() (frame string, front kit.Screen) {
	if sh.small() {
		return sh.drawSmall()
	}
	top := sh.Top()
	if _, picture := top.(kit.Bare); picture {
		below := sh.Words("", 1)
		body := sh.body(1, len(below))
		return sh.compose([]string{sh.title()}, body, below), top
	}
	// The body first: title and hint may say what of it is in sight. A hint that
	// needs more lines than were kept for it takes them from the body.
	body := sh.body(2, len(sh.Words("", 2)))
	below := sh.Words(top.Hint(), 2)
	if sh.height-3-len(below) < len(body) {
		body = sh.body(2, len(below))
	}
	return sh.compose([]string{sh.header(), sh.title()}, body, below), top
}

// body is what the front screen draws between so many lines, the keys below them.
func (sh *Shell) body(above, below int) []string {
	h := sh.height - above - below - 1
	w := sh.width - sh.aside()
	body := kit.Fit(sh.Top().Body(w, h), w, h)
	if w == sh.width {
		return body
	}
	return sh.setAside(body, sh.width-w)
}

func (sh *Shell) title() string {
	left, right := sh.Top().Title()
	return kit.Pair(sh.width, " "+style.Title.Render(forms.Clean(left)), right+" ")
}

// Words are the lines above the keys, hint and message: so many where the window
// is high enough, else as many as have words. A long message takes the hint's
// line as well, a long hint that of the message when there is none.
func (sh *Shell) Words(hint string, lines int) []string {
	low := sh.height < DefaultHeight
	said, hinted := sh.wrapped(sh.Message, messageLines, style.Message), sh.wrapped(forms.Clean(hint), hintLines, style.Muted)
	switch {
	case len(said) == 0:
		said = hinted
	case len(said) < lines && !low:
		said = slices.Concat([]string{style.Muted.Render(kit.Cut(" "+forms.Clean(hint), sh.width))}, said)
	}
	if low {
		lines = lines - 1
	}
	for len(said) < lines {
		said = append(said, "")
	}
	return said
}

// messageLines is room for every sentence, with a folder in it, in every window;
// what hints go beyond hintLines, F1 tells.
const (
	messageLines = 4
	hintLines    = 2
)

// wrapped are the lines of a text: so many at most, in a narrow window one more.
// What does not fit into them is cut.
func (sh *Shell) wrapped(text string, most int, look lipgloss.Style) []string {
	if text == "" {
		return nil
	}
	if sh.width < DefaultWidth {
		most++
	}
	lines := strings.SplitN(kit.WrapWords(text, sh.width-2), "\n", most)
	for i, l := range lines {
		lines[i] = look.Render(kit.Cut(" "+strings.ReplaceAll(l, "\n", " "), sh.width))
	}
	return lines
}

// compose sets the front screen between the lines above and below it, and the
// keys last.
func (sh *Shell) compose(above, body, below []string) string {
	top, h := sh.Top(), len(body)
	lines := slices.Concat(above, body, below, []string{KeyBar(sh.keys(), sh.width)})
	if x, y := spot(top, body); y < h {
		sh.place(x, y+len(above), true)
	} else {
		sh.place(1, sh.height-1, true)
	}
	return strings.Join(lines, "\n")
}

// spot is where the terminal's cursor belongs, so that screen readers, braille
// lines and magnifiers follow: where the person types, else on the sign of the
// selected line, else at the first line that is read. A picture is left alone:
// then it is the line behind the body, that of the keys.
func spot(top kit.Screen, body []string) (x, y int) {
	if x, y, ok := top.Caret(); ok {
		return x, y
	}
	if _, picture := top.(kit.Bare); picture {
		return 0, len(body)
	}
	first := -1
	for y, l := range body {
		text := ansi.Strip(l)
		x := len(text) - len(strings.TrimLeft(text, " "))
		if strings.HasPrefix(text[x:], style.FocusSign) {
			return x, y
		}
		if first < 0 && x < len(text) {
			first = y
		}
	}
	return 1, max(first, 0)
}

func (sh *Shell) place(x, y int, ok bool) {
	if sh.Caret != nil {
		sh.Caret.Place(x, y, ok)
	}
}

func (sh *Shell) header() string {
	left, right := " KREBSREGISTER-MELDUNG", forms.Clean(sh.services.Host)+" "
	if sh.desk != nil {
		who := sh.desk.Station.Who()
		left = forms.Clean(" " + who.Einrichtung + " " + style.DotSign + " " + who.Name)
		right = wording.LinkText(sh.desk.Station.Link(), sh.services.Now()) + " "
	}
	return style.Header.Render(kit.Pair(sh.width, kit.Cut(left, sh.width-lipgloss.Width(right)-1), right))
}

// keys are the actions of the key bar: all, or for whoever wants few the ways out alone.
func (sh *Shell) keys() []kit.Action {
	all := sh.Offers()
	if !sh.fewKeys {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(a kit.Action) bool { return !stays(a) })
}

// stays reports an action that no key bar lets go: the help, all commands, the way out.
func stays(a kit.Action) bool {
	return slices.ContainsFunc(a.Keys, func(k string) bool { return k == "f1" || k == "f9" || k == "f10" })
}

// KeyBar shows the loud actions as far as they fit; the help page has them all.
func KeyBar(actions []kit.Action, width int) string {
	var b strings.Builder
	for _, a := range barActions(actions, width) {
		b.WriteString(" " + barItem(a))
	}
	return b.String()
}

// barActions are the actions that fit: first what is off gives way, then the
// last ones. The ways out, to the help and to all commands stay.
func barActions(actions []kit.Action, width int) []kit.Action {
	shown := loud(actions)
	for barWidth(shown) > width {
		i := lastAction(shown, func(a kit.Action) bool { return a.Off != "" })
		if i < 0 {
			i = lastAction(shown, func(a kit.Action) bool { return !stays(a) })
		}
		if i < 0 {
			i = lastAction(shown, func(a kit.Action) bool { return hasKey([]kit.Action{a}, "f9") })
		}
		if i < 0 {
			return nil
		}
		shown = slices.Delete(shown, i, i+1)
	}
	return shown
}

// loud are the actions that belong in the key bar.
func loud(actions []kit.Action) []kit.Action {
	return slices.DeleteFunc(slices.Clone(actions), func(a kit.Action) bool { return a.Quiet })
}

func lastAction(actions []kit.Action, is func(kit.Action) bool) int {
	for i := len(actions) - 1; i >= 0; i-- {
		if is(actions[i]) {
			return i
		}
	}
	return -1
}

// barWidth is how wide the actions are there, without drawing them: it is asked again for
// each one that gives way.
func barWidth(actions []kit.Action) (width int) {
	for _, a := range actions {
		width += len(" ") + forms.Width(barText(a))
	}
	return width
}

// barText is what stands there for an action.
func barText(a kit.Action) string {
	if a.Off != "" {
		return keyName(a.Keys[0]) + " (" + a.Label + ")"
	}
	return keyName(a.Keys[0]) + " " + a.Label
}

func barItem(a kit.Action) string {
	if a.Off != "" {
		return style.Muted.Render(barText(a))
	}
	return style.Key.Render(keyName(a.Keys[0])) + " " + a.Label
}

var keyNames = map[string]string{
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "shift+tab": "Umschalt+Tab", "up": "↑", "down": "↓",
	"left": "←", "right": "→", "pgup": "Bild↑", "pgdown": "Bild↓", "delete": "Entf", "insert": "Einfg", "home": "Pos1", "end": "Ende", " ": "Leer",
}

// keyName is the German name of a key as it stands on the keyboard.
func keyName(key string) string {
	if name, ok := keyNames[key]; ok {
		return name
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return "Strg+" + strings.ToUpper(rest)
	}
	if rest, ok := strings.CutPrefix(key, "alt+"); ok {
		return "Alt+" + keyName(rest)
	}
	return strings.ToUpper(key)
}
