package offices

import (
	"time"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/portal"
)

// Art is what a message is about.
type Art string

// The kinds.
const (
	Meldung    Art = "meldung"    // a report
	Loeschung  Art = "loeschung"  // a report is to be deleted, all versions of it
	Sterbefall Art = "sterbefall" // a death of the registry offices
	Screening  Art = "screening"  // a round of screening
	Antrag     Art = "antrag"     // somebody wants to know what there is of her, or of a relative
	Umstellung Art = "umstellung" // Kontrollnummern are of a new generation
	Frage      Art = "frage"      // whether two reports are of one person
	Frist      Art = "frist"      // reports are deleted because their time is over
	Ruecknahme Art = "ruecknahme" // a question that nobody needs an answer to any more
)

// Eingang goes from the Datenannahmestelle to the Vertrauensstelle.
type Eingang struct {
	Art        Art       `json:"art"`
	Melder     string    `json:"melder"` // Melder_ID
	Nummer     string    `json:"nummer"` // Transaktionsnummer of the report, or of the request to delete
	LogIndex   int64     `json:"log_index"`
	Eingang    time.Time `json:"eingang"`
	Schluessel string    `json:"schluessel,omitempty"` // public half of the site's key that signed
	Umschlag   []byte    `json:"umschlag,omitempty"`   // envelope, as it came
	MeldungID  string    `json:"meldung_id,omitempty"` // of a Loeschung that did not come sealed
}

// Uebergabe goes from the Vertrauensstelle to the Kontrollnummernstelle, and with Kontrollnummern
// in the place of Kryptogramme from there to the Auswertungsstelle.
type Uebergabe struct {
	Art         Art       `json:"art"`
	Transaktion []byte    `json:"transaktion"` // pseudonyms of numbers
	Referenz    []byte    `json:"referenz,omitempty"`
	Meldung     []byte    `json:"meldung"`
	Eingang     time.Time `json:"eingang"`
	Generation  uint32    `json:"generation,omitempty"` // of Kontrollnummern; 0 = they are Kryptogramme
	Werte       []Wert    `json:"werte,omitempty"`
	Beilage     []byte    `json:"beilage,omitempty"` // a Beilage, sealed for the Auswertungsstelle

	Bestand []Bestand `json:"bestand,omitempty"` // of an Umstellung: there with numbers of Generation, back with those of a newer one
}

// Bestand are the Kontrollnummern of a report that the Auswertungsstelle has.
type Bestand struct {
	Bericht int64  `json:"b"`
	Werte   []Wert `json:"w"`
}

// Wert is what stands for a component of an identity.
type Wert struct {
	Kind linkage.Kind `json:"k"`
	Wert []byte       `json:"w"`
}

// Beilage is what the Auswertungsstelle gets besides numbers, which the Kontrollnummernstelle
// carries and cannot read.
type Beilage struct {
	Jahr       int    `json:"jahr,omitempty"` // of birth, 0 = unknown
	Monat      int    `json:"monat,omitempty"`
	Geschlecht string `json:"geschlecht,omitempty"` // M, W, D, X; "" = unknown
	PLZ        string `json:"plz,omitempty"`
	Ort        string `json:"ort,omitempty"`

	Angaben []byte `json:"angaben,omitempty"` // of a Sterbefall or a Screening, what stands in supply.Sterbefall or supply.Runde

	// Of a Meldung:

	Schluessel string `json:"schluessel"` // public half of the site's key that signed
	Empfaenger string `json:"empfaenger"` // fingerprint of the key the part is sealed for
	Medizin    []byte `json:"medizin"`    // medical part of the envelope, sealed
	Ganz       []byte `json:"ganz"`       // what binds both parts to one document (envelope.Manifest.Whole)
	Gleich     bool   `json:"gleich"`     // the identity part says what that of the version before said

	Hinweise []portal.Finding `json:"hinweise,omitempty"` // of the Vertrauensstelle, which keep nothing out
}

// Antwort goes from the Auswertungsstelle to the Vertrauensstelle: what became of a report.
type Antwort struct {
	Transaktion []byte `json:"transaktion"`
	Ergebnis
}

// Verdacht is which error of linking somebody suspects (LKRG NRW § 2 (20)).
type Verdacht string

// The errors.
const (
	Synonym Verdacht = "synonym" // one person has several Registernummern
	Homonym Verdacht = "homonym" // several persons have one Registernummer
)

// Anfrage goes from the Auswertungsstelle to the Vertrauensstelle: whether two reports are of one
// person (LKRG NRW § 11). Of a Ruecknahme there is the number only.
type Anfrage struct {
	Art      Art      `json:"art"`
	Nummer   int64    `json:"nummer"` // of the question
	Verdacht Verdacht `json:"verdacht,omitempty"`
	A        []byte   `json:"a,omitempty"` // pseudonyms of the Transaktionsnummern
	B        []byte   `json:"b,omitempty"`
	Grund    string   `json:"grund,omitempty"`
}

// Ablauf goes from the Auswertungsstelle to the Vertrauensstelle: what was deleted there because
// its time is over, and is to be deleted everywhere. Only the Auswertungsstelle knows which
// reports are of one person, and so which was her last.
type Ablauf struct {
	Art           Art      `json:"art"` // Frist
	Transaktionen [][]byte `json:"transaktionen,omitempty"`
	Zulieferungen [][]byte `json:"zulieferungen,omitempty"` // pseudonyms of deaths and rounds of screening
}

// Befund is the answer to a question.
type Befund string

// The answers.
const (
	Gleich      Befund = "gleich"      // one person
	Verschieden Befund = "verschieden" // two persons
	Unklar      Befund = "unklar"      // it cannot be found out
)

// Auskunft goes from the Vertrauensstelle to the Auswertungsstelle: the answer and nothing of who
// the persons are.
type Auskunft struct {
	Nummer int64  `json:"nummer"`
	Befund Befund `json:"befund"`
}

// Ergebnis is what became of a report, as its site hears of it.
type Ergebnis struct {
	Ergebnis string           `json:"ergebnis"` // of portal.Results
	Text     string           `json:"text,omitempty"`
	Befunde  []portal.Finding `json:"befunde,omitempty"`
}

// Bescheid goes from the Vertrauensstelle to the Datenannahmestelle.
type Bescheid struct {
	Melder string `json:"melder"`
	Nummer string `json:"nummer"` // Transaktionsnummer
	Ergebnis
}
