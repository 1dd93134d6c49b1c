// Package hilfe makes programs that are built with kong speak German: the help
// page, the sentence for a wrong call, and the exit codes both programs share.
// Start with New, then Usage for the error that comes out of Parse.
package hilfe

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// The exit codes of the programs.
const (
	ExitOK      = 0 // done
	ExitFailure = 1 // understood, but refused or failed
	ExitUsage   = 2 // the call is wrong, or something cannot be read
)

const (
	width  = 80
	indent = "  "
	gap    = 2 // between the columns of a list
	// leftMax is the widest left column; a longer entry takes a line of its own.
	leftMax = 30
)

// New is kong.New for a program of that name with German help. A description of
// several lines keeps its line breaks.
func New(name, description string, grammar any, options ...kong.Option) (*kong.Kong, error) {
	german := []kong.Option{kong.Name(name), kong.Description(description), kong.Help(printHelp),
		kong.PostBuild(func(k *kong.Kong) error {
			if flag := k.Model.HelpFlag; flag != nil {
				flag.Help = "Zeigt diese Hilfe."
			}
			return nil
		})}
	return kong.New(grammar, append(german, options...)...)
}

// Usage writes what was wrong with a call as a German sentence with the next
// step, and gives the exit status.
func Usage(w io.Writer, parser *kong.Kong, err error) int {
	fmt.Fprintf(w, "%s: %s\n", parser.Model.Name, sentence(parser.Model.Name, err))
	return ExitUsage
}

// printHelp writes the help page of the selected command, or of the whole program.
func printHelp(_ kong.HelpOptions, ctx *kong.Context) error {
	node := ctx.Selected()
	if node == nil {
		node = ctx.Model.Node
	}
	p := &page{}
	p.line("Aufruf: " + usage(ctx.Model.Name, node))
	p.paragraphs(node.Help)
	p.paragraphs(node.Detail)
	p.list("Argumente:", arguments(node))
	p.list("Befehle:", commands(node))
	p.list("Optionen:", flags(node))
	if len(node.Children) > 0 {
		p.line("")
		p.line(fmt.Sprintf("„%s BEFEHL --help“ erklärt einen Befehl.", strings.TrimSpace(ctx.Model.Name+" "+path(node))))
	}
	_, err := io.WriteString(ctx.Stdout, p.text.String())
	return err
}

// usage is the first line: the path, its arguments, and what else may stand.
func usage(program string, node *kong.Node) string {
	words := []string{program}
	if way := path(node); way != "" {
		words = append(words, way)
	}
	if len(node.Children) > 0 {
		words = append(words, "BEFEHL")
	}
	for _, a := range node.Positional {
		words = append(words, argument(a))
	}
	return strings.Join(append(words, "[Optionen]"), " ")
}

// path is the way to a command without the program's name.
func path(node *kong.Node) string {
	if node.Type == kong.ApplicationNode {
		return ""
	}
	return strings.TrimSpace(path(node.Parent) + " " + node.Name)
}

func argument(a *kong.Positional) string {
	name := strings.ToUpper(a.Name)
	if a.IsCumulative() {
		name += " …"
	}
	if !a.Required {
		name = "[" + name + "]"
	}
	return name
}

// entry is a line of a list.
type entry struct{ left, right string }

func arguments(node *kong.Node) (list []entry) {
	for _, a := range node.Positional {
		list = append(list, entry{argument(a), a.Help})
	}
	return list
}

func commands(node *kong.Node) (list []entry) {
	for _, leaf := range node.Leaves(true) {
		words := []string{path(leaf)}
		for _, a := range leaf.Positional {
			words = append(words, argument(a))
		}
		list = append(list, entry{strings.Join(words, " "), leaf.Help})
	}
	return list
}

// flags are the node's own and inherited ones. A program shows those of its
// default command too.
func flags(node *kong.Node) (list []entry) {
	groups := node.AllFlags(true)
	if node.DefaultCmd != nil {
		groups = append(groups, node.DefaultCmd.Flags)
	}
	for _, group := range groups {
		for _, f := range group {
			list = append(list, entry{flag(f), flagHelp(f)})
		}
	}
	return list
}

func flag(f *kong.Flag) string {
	name := "    --" + f.Name
	if f.Short != 0 {
		name = fmt.Sprintf("-%c, --%s", f.Short, f.Name)
	}
	if f.IsBool() {
		return name
	}
	value := f.PlaceHolder
	if value == "" {
		value = strings.ToUpper(f.Name)
	}
	return name + "=" + value
}

func flagHelp(f *kong.Flag) string {
	var more []string
	if f.Required {
		more = append(more, "nötig")
	}
	if f.HasDefault && f.Default != "" && !f.IsBool() {
		more = append(more, "Vorgabe: "+f.Default)
	}
	for _, env := range f.Envs {
		more = append(more, "Umgebung: "+env)
	}
	if len(more) == 0 {
		return f.Help
	}
	return f.Help + " (" + strings.Join(more, "; ") + ")"
}

// page collects the lines.
type page struct{ text strings.Builder }

func (p *page) line(text string) { p.text.WriteString(strings.TrimRight(text, " ") + "\n") }

func (p *page) paragraphs(text string) {
	if text == "" {
		return
	}
	p.line("")
	for _, paragraph := range strings.Split(text, "\n") {
		for _, line := range wrap(paragraph, width) {
			p.line(line)
		}
	}
}

// list writes two columns; the left one is as wide as its entries need.
func (p *page) list(title string, entries []entry) {
	if len(entries) == 0 {
		return
	}
	p.line("")
	p.line(title)
	left := 0
	for _, e := range entries {
		if n := utf8.RuneCountInString(e.left); n <= leftMax {
			left = max(left, n)
		}
	}
	for _, e := range entries {
		p.entry(e, left)
	}
}

func (p *page) entry(e entry, left int) {
	start := e.left
	if utf8.RuneCountInString(start) > left {
		p.line(indent + start)
		start = ""
	}
	for _, line := range wrap(e.right, width-len(indent)-left-gap) {
		p.line(indent + start + strings.Repeat(" ", left+gap-utf8.RuneCountInString(start)) + line)
		start = ""
	}
}

// wrap breaks text at spaces; a word longer than a line stays whole. Text that
// is indented stays as it is.
func wrap(text string, columns int) []string {
	if strings.HasPrefix(text, " ") {
		return []string{text}
	}
	lines := []string{""}
	for _, word := range strings.Fields(text) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= columns:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
