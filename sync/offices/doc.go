// Package offices is what the offices of a registry have in common: how one hands over to the
// next (LKRG NRW § 3).
//
//	Datenannahmestelle ─envelope─► Vertrauensstelle ─Kryptogramme─► Kontrollnummernstelle ─Kontrollnummern─► Landesauswertungsstelle
//	        ▲                            │   ▲                                                                     │
//	        └────────── result ──────────┘   └──────── result and question, by pseudonym; answer to a question ────┘
//
// Each office is a process of its own with a database and a key file of its own, and a room of
// its own below this one; the Datenannahmestelle is the portal (sync/refportal).
//
// It promises: what one office has committed the next one takes exactly once and in order,
// whichever of them is killed; who hands over has proven by its key which office it is; what an
// office cannot use is laid aside with a reason instead of stopping what comes after it.
//
// Start with Handover, then Link for how it goes over the net.
package offices

// Office names one.
type Office string

// The offices.
const (
	Annahme         Office = "annahme"
	Vertrauen       Office = "vertrauen"
	Kontrollnummern Office = "kontrollnummern"
	Auswertung      Office = "auswertung"
)

// All are all of them, in the order of a report's way.
func All() []Office { return []Office{Annahme, Vertrauen, Kontrollnummern, Auswertung} }

// ways are who hands over to whom.
var ways = map[Office][]Office{
	Annahme:         {Vertrauen},
	Vertrauen:       {Kontrollnummern, Annahme, Auswertung},
	Kontrollnummern: {Auswertung},
	Auswertung:      {Vertrauen, Kontrollnummern},
}

// To are the offices that one hands over to.
func To(from Office) []Office { return ways[from] }
