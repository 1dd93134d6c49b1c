package document

import (
	"context"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Preview shows exactly what leaves the house, or has left it: as German text
// and as XML. It judges nothing: a report with Fehler is shown as well.
type Preview struct {
	sh     *shell.Shell
	name   string        // "Vorschau" of a draft, "Inhalt" of a sent report
	report *model.Report // as it is written
	caseID string
	read   func(context.Context) ([]byte, error)
	xml    []byte
	err    error // why there is no XML
	wanted bool  // the XML is to be saved as soon as it is written

	objects bool // the person has objected

	asXML  bool
	scroll shell.Scroll
	lines  []string // of the text shown, for the width
	width  int
}

// documentMsg brings the document of a preview.
type documentMsg struct {
	to      *Preview
	xml     []byte
	objects bool // the person has objected
	err     error
}

// NewPreview shows what a report that is being written would send now.
func NewPreview(sh *shell.Shell, p place.Preview) *Preview {
	desk, stamped := sh.Desk(), field.Copy(sh.Desk().Reports.Stamped(p.Report))
	return &Preview{sh: sh, name: "Vorschau", caseID: p.CaseID, wanted: p.Save, report: field.Written(dataset.Report, stamped),
		read: func(ctx context.Context) ([]byte, error) { return desk.Reports.Preview(ctx, stamped) }}
}

// newContent shows what was sent, byte for byte.
func newContent(sh *shell.Shell, p place.Content) *Preview {
	desk := sh.Desk()
	return &Preview{sh: sh, name: "Inhalt", caseID: p.CaseID, wanted: p.Save, report: field.Written(dataset.Report, p.Report),
		read: func(ctx context.Context) ([]byte, error) {
			if p.Masked {
				return nil, &answer.Failure{Kind: answer.FailMasked}
			}
			return desk.Sent.Document(ctx, p.Transaktionsnummer)
		}}
}

// Start asks for the document, and whether the person has objected: without
// knowing that, nothing is saved.
func (p *Preview) Start() tea.Cmd {
	desk, caseID, read, report := p.sh.Desk(), p.caseID, p.read, p.report
	ctx := p.sh.While(p)
	return func() tea.Msg {
		xml, objects, err := work.DocumentOf(ctx, desk, caseID, report, read)
		return documentMsg{p, xml, objects, err}
	}
}

// Update takes keys and the document.
func (p *Preview) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		p.scroll.Key(msg.String(), len(p.lines))
	case documentMsg:
		if msg.to == p {
			return p.take(msg)
		}
	}
	return nil
}

// take keeps the document, and asks for the name of its file where that was
// wanted already.
func (p *Preview) take(msg documentMsg) tea.Cmd {
	p.xml, p.objects, p.err, p.lines = msg.xml, msg.objects, msg.err, nil
	wanted := p.wanted
	p.wanted = false
	switch {
	case !wanted || p.sh.Top() != kit.Screen(p):
	case p.err != nil:
		p.sh.Fail(p.err)
	default:
		p.sh.Say("")
		return p.saveXML()
	}
	return nil
}

// saveXML asks for the name of the file, once there is something to write.
func (p *Preview) saveXML() tea.Cmd {
	if p.xml == nil {
		p.wanted = true
		p.sh.Say("Das XML wird noch geschrieben; gleich wird nach dem Dateinamen gefragt.")
		return nil
	}
	file := shell.NewSaveFile(p.sh, p.fileName(), p.xml)
	file.Objects = p.objects
	return p.sh.Push(file)
}

// Title names the report and the view.
func (p *Preview) Title() (left, right string) {
	left = p.name + " · " + wording.ReportTitle(p.report)
	if !p.asXML {
		return left, "als Text"
	}
	return left, "als XML, " + wording.Thousands(len(p.xml)) + " Bytes"
}

// Body is the part of the text in sight.
func (p *Preview) Body(w, h int) string {
	if p.lines == nil || p.width != w {
		p.width, p.lines = w, p.text(w)
	}
	return strings.Join(p.scroll.Sight(p.lines, h), "\n")
}

func (p *Preview) text(w int) []string {
	switch {
	case !p.asXML:
		return p.german(w)
	case p.err != nil:
		return []string{"", " Das XML lässt sich jetzt nicht zeigen. " + wording.Sentence(p.err), "", " Tab zeigt den Text."}
	case p.xml == nil:
		return []string{" Das XML wird geschrieben " + style.MoreSign}
	}
	return xmlLines(string(p.xml), w)
}

// german is every value that is sent with its meaning, the sender and the
// numbers last.
func (p *Preview) german(w int) (lines []string) {
	env := forms.Env{Lists: p.sh.Services().Lists, Now: p.sh.Services().Now, Look: kit.Look()}
	for _, c := range forms.Read(dataset.Report, p.report, forms.Whole(p.report.Meldung.Typ), env) {
		lines = append(lines, "", " "+style.Title.Render(c.Title))
		for _, i := range c.Items {
			lines = append(lines, itemLines(i, w)...)
		}
	}
	return lines
}

const contentLabel = 26

// itemLines are a value with its meaning, wrapped beside its label.
func itemLines(i forms.Item, w int) []string {
	label := strings.Repeat("  ", i.Depth) + i.Label
	if i.Value == "" {
		return []string{"   " + style.Label.Render(kit.Cut(label, w-3))}
	}
	value := style.Value.Render(i.Value)
	if i.Meaning != "" {
		value = style.Value.Render(kit.Pad(i.Value, max(11, ansi.StringWidth(i.Value)))) + " " + style.Meaning.Render(i.Meaning)
	}
	lines := strings.Split(ansi.Wrap(value, w-contentLabel-5, ""), "\n")
	for n, l := range lines {
		lines[n] = "   " + style.Label.Render(kit.Pad(label, contentLabel)) + " " + l
		label = ""
	}
	return lines
}

// Hint says what this is, and which lines of it are in sight.
func (p *Preview) Hint() string {
	what := "Genau diese Angaben stehen in der Meldung."
	if p.asXML {
		what = "Zum Lesen umbrochen; die Datei selbst hat keine Zeilenumbrüche zwischen den Elementen."
	}
	if where := p.scroll.Where(len(p.lines)); where != "" {
		return what + " " + where + "."
	}
	return what
}

// Actions are the two views and the file.
func (p *Preview) Actions() []kit.Action {
	other, none := "XML ansehen", ""
	if p.asXML {
		other = "Text ansehen"
	}
	if p.err != nil {
		none = "Das XML lässt sich jetzt nicht schreiben. Tab zeigt, warum."
	}
	return []kit.Action{
		{Keys: []string{"tab"}, Label: other, Help: "Wechselt zwischen Text und XML.", Do: p.toggle},
		{Keys: []string{"f2", "ctrl+o"}, Label: "XML speichern", Help: "Speichert das XML in eine Datei, deren Namen Sie angeben.", Off: none,
			Do: p.saveXML},
		{Keys: []string{"f10", "esc", "f6", "alt+v"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: p.sh.Pop},
	}
}

func (p *Preview) toggle() tea.Cmd {
	p.asXML, p.lines, p.scroll.Top = !p.asXML, nil, 0
	return nil
}

// fileName proposes a name without anything of the person in it.
func (p *Preview) fileName() string {
	day := p.sh.Services().Now()
	if t, ok := rule.EventDate(p.report).Time(); ok {
		day = t
	}
	return "meldung-" + string(p.report.Meldung.Typ) + "-" + day.Format(time.DateOnly) + ".xml"
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (p *Preview) Caret() (int, int, bool) { return 0, 0, false }

// Busy only when F2 waits for the XML: keys typed meanwhile are the file's name.
// The text can be read while the XML is written.
func (p *Preview) Busy() bool { return p.wanted }

// Leave has nothing to save.
func (p *Preview) Leave() tea.Cmd { return nil }
