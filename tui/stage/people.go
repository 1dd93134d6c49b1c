package stage

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/kit"
)

// KnownPeople is a patient list that is read already and never drawn.
type KnownPeople struct {
	kit.Screen
	Index *people.Index
}

func (p KnownPeople) Start() tea.Cmd                         { return nil }
func (p KnownPeople) Update(tea.Msg) tea.Cmd                 { return nil }
func (p KnownPeople) Search(tea.KeyMsg) tea.Cmd              { return nil }
func (p KnownPeople) Add() tea.Cmd                           { return nil }
func (p KnownPeople) Latest() (*model.Draft, bool)           { return nil, false }
func (p KnownPeople) Known() (known *people.Index, all bool) { return p.Index, true }
