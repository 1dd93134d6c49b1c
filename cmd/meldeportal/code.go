package main

import (
	"fmt"
	"strings"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/tui/handbuch"
)

// codeCommand tells what a code of the portal means, in the words of the manual.
type codeCommand struct {
	Name string `arg:"" optional:"" help:"Der Code, wie er in Übertragung und Protokoll steht; ohne Angabe alle." placeholder:"NAME"`
}

// codeAnchor leads to a code's section of the manual.
const codeAnchor = "code-"

// Run prints the section of a code, or of each.
func (c codeCommand) Run(*Ort) error {
	codes := portal.Codes()
	if c.Name != "" {
		codes = []portal.Code{portal.Code(strings.ToLower(c.Name))}
	}
	var sections []string
	for _, code := range codes {
		at := handbuch.Text().At(codeAnchor + string(code))
		if at < 0 {
			return &verdict{hilfe.ExitUsage, "Den Code „" + visible(c.Name) + "“ gibt es nicht. „meldeportal code“ nennt alle."}
		}
		s := handbuch.Text()[at]
		sections = append(sections, s.Title+"\n"+strings.Join(s.Lines, "\n"))
	}
	_, err := fmt.Println(strings.Join(sections, "\n"))
	return err
}
