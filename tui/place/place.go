// Package place names the places of the program. A screen is opened by the value
// of its place, never by a sister's constructor, so that no screen knows another
// one's insides; each room of tui says which places are its screens.
//
// It promises: a place is data, and opening it shows what is there now. Start with
// Record.
package place

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
)

// Place is where a person can go.
type Place any

// The places that are one each.
type (
	Setup       struct{} // the first start
	Login       struct{}
	Locked      struct{} // a workplace that her password opens
	Worklist    struct{}
	Patients    struct{}
	Series      struct{}
	Uploads     struct{} // packages of another system that are to be sent
	DokuCheck   struct{} // what the rules say of the own reports most often
	Basket      struct{} // the deleted drafts
	Settings    struct{} // how the person likes to work
	Access      struct{} // the menu "Zugang"
	Password    struct{} // changing one's own
	Sessions    struct{} // one's own at the portal
	Site        struct{} // what the registry stores about the Einrichtung
	SignInAgain struct{} // where a session at the portal has ended
	Arrivals    struct{} // what another system delivers
)

// Record is the record of a person.
type Record struct{ CaseID string }

// Person is the Stammdaten of a person; without an ID she is a new one.
type Person struct{ Case model.Case }

// Somebody is the patient list as a question.
type Somebody struct {
	Title string
	Take  func(caseID string) tea.Cmd
}

// Occasion is the question what a new report is about, and what the way there
// already says of it.
type Occasion struct {
	CaseID  string
	TumorID model.Text
	Typ     model.Zweig
	Sub     model.Code // Verlauf and therapies: which one, "" = not known
}

// Report is a draft being written.
type Report struct{ Draft model.Draft }

// Transmissions are the deliveries.
type Transmissions struct {
	Only []string // those of these Transaktionsnummern, nil = all
}

// Receipt is a delivery with its receipt.
type Receipt struct{ Delivery model.Delivery }

// Preview is what a report being written would send.
type Preview struct {
	CaseID string
	Report *model.Report
	Save   bool // its XML is to be saved at once
}

// Content is what was sent.
type Content struct {
	CaseID, Transaktionsnummer string
	Report                     *model.Report
	Masked                     bool // the identity is not shown, and so no document
	Save                       bool // its XML is to be saved at once
}

// Difference is what a version of a report changed of the one before.
type Difference struct{ Before, After *model.Report }
