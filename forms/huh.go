package forms

import (
	"errors"
	"io"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// A report for huh: one form, a group for every page, a field for every line.
// What huh needs and nobody else stands in this file, and what works around it:
//   - NextField and PrevField go one field, NextGroup and PrevGroup one group.
//     While the focus goes somewhere, every other line is to be skipped and every
//     other group hidden, so that huh gets there in one step.
//   - A group cannot be given other fields, and entered only from outside or by
//     its first field. It is written over with a new one, whose first field never
//     has the focus, as soon as the focus goes there.
//   - Form.Init focuses a field in every group that begins with one to be skipped;
//     it is never called. What it asks for is not needed: no field has commands.

// host is the huh form of a report.
type host struct {
	form   *huh.Form
	groups []*huh.Group
	filled []bool // the group has the lines its page has now
	at     int    // the group huh is in
	to     *entry // where the focus is just going
	front  *entry // the first field of every group
}

// theme is set on every group: without one huh builds its own with every key.
var theme = huh.ThemeBase()

// bind makes the huh form of a report: a group a page, all without lines.
func (f *Form) bind() {
	n := len(f.pages)
	h := &host{groups: make([]*huh.Group, n), filled: make([]bool, n), front: &entry{form: f, kind: title}}
	f.host = h // huh asks its fields already while it is made
	bare := h.group(0, h.front).WithTheme(theme)
	for page := range h.groups {
		g := *bare // not made anew: huh makes a theme for every group, 0.3 ms each
		h.groups[page] = g.WithHideFunc(h.elsewhere(page))
	}
	h.form = huh.NewForm(h.groups...).WithTheme(theme).WithLayout(f.section.window).WithWidth(200).WithHeight(200)
}

func (h *host) elsewhere(page int) func() bool {
	return func() bool { return h.to != nil && h.to.page != page }
}

func (h *host) group(page int, fields ...huh.Field) *huh.Group {
	return huh.NewGroup(fields...).WithShowHelp(false).WithShowErrors(false).WithHideFunc(h.elsewhere(page))
}

// renew forgets the lines: there are others now, and none has the focus.
func (h *host) renew() {
	clear(h.filled)
	if e := h.focused(); e != nil {
		e.focused = false
	}
}

// fill gives the group of a page its lines, out of all in sight.
func (h *host) fill(page int, lines []*entry) {
	if h.filled[page] {
		return
	}
	fields := []huh.Field{h.front}
	for _, e := range lines {
		if e.page == page {
			fields = append(fields, e)
		}
	}
	*h.groups[page] = *h.group(page, fields...).WithTheme(theme).WithWidth(200).WithHeight(200)
	h.filled[page] = true
}

// focused is the line that has the focus, nil without one.
func (h *host) focused() *entry {
	if e, ok := h.form.GetFocusedField().(*entry); ok && e.focused {
		return e
	}
	return nil
}

// focus goes to one of the lines in sight, at once; back: it stands above the focus.
func (h *host) focus(to *entry, lines []*entry, back bool) {
	h.fill(to.page, lines)
	h.to = to
	defer func() { h.to = nil }()
	if back {
		h.form.PrevField()
	} else {
		h.form.NextField()
	}
	switch {
	case h.at < to.page:
		h.form.NextGroup()
	case h.at > to.page:
		h.form.PrevGroup()
	}
	h.at = to.page
}

// key goes to the line in focus, past the form, which tells all fields where they stand.
func (h *host) key(k tea.KeyMsg) { h.groups[h.at].Update(k) }

// The window draws the lines in sight, whichever group they are in, and plans its width.

func (w *window) View(*huh.Form) string                               { return w.view() }
func (w *window) GroupWidth(_ *huh.Form, _ *huh.Group, width int) int { return width }

func (e *entry) Focus() (none tea.Cmd) { e.visit(); return }
func (e *entry) Blur() (none tea.Cmd)  { e.depart(); return }

// Update takes keys. huh sends many other messages; none of them means anything here.
func (e *entry) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		e.press(k)
	}
	return e, nil
}

// Skip keeps the focus off lines that cannot have it, and on its way off all but one.
func (e *entry) Skip() bool {
	to := e.form.host.to
	return to == nil && e.silent() || to != nil && to != e
}

// What a line has no use for. It draws nothing for itself: huh asks every field of
// a group with each message and throws it away. What is wrong with it is a finding,
// never an error, and its value is in the report already.

func (e *entry) Init() tea.Cmd                            { return nil }
func (e *entry) View() string                             { return "" }
func (e *entry) Error() error                             { return nil }
func (e *entry) Run() error                               { return errors.ErrUnsupported }
func (e *entry) RunAccessible(io.Writer, io.Reader) error { return errors.ErrUnsupported }
func (e *entry) Zoom() bool                               { return false }
func (e *entry) KeyBinds() []key.Binding                  { return nil }
func (e *entry) WithTheme(*huh.Theme) huh.Field           { return e }
func (e *entry) WithAccessible(bool) huh.Field            { return e }
func (e *entry) WithKeyMap(*huh.KeyMap) huh.Field         { return e }
func (e *entry) WithWidth(int) huh.Field                  { return e }
func (e *entry) WithHeight(int) huh.Field                 { return e }
func (e *entry) WithPosition(huh.FieldPosition) huh.Field { return e }
func (e *entry) GetKey() string                           { return e.id }
func (e *entry) GetValue() any                            { return nil }
