package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
)

// knownPeople is a patient list that is read already and never drawn.
type knownPeople struct {
	Screen
	index *people.Index
}

func (p knownPeople) Start() tea.Cmd                         { return nil }
func (p knownPeople) Update(tea.Msg) tea.Cmd                 { return nil }
func (p knownPeople) Search(tea.KeyMsg) tea.Cmd              { return nil }
func (p knownPeople) Add() tea.Cmd                           { return nil }
func (p knownPeople) Latest() (*model.Draft, bool)           { return nil, false }
func (p knownPeople) Known() (known *people.Index, all bool) { return p.index, true }
