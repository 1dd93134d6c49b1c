package work

import "example.org/meldeportal/tui/wording"

// SyncSentence has the outbox try at once and says what that means now.
func SyncSentence(desk *Desk) string {
	link := desk.Station.Link()
	if link.Ended {
		return wording.Sentence(link.Reason)
	}
	desk.Station.SyncNow()
	if link.Waiting == 0 {
		return "Es wartet nichts; das Portal wird gefragt, ob es erreichbar ist."
	}
	return "Übertragung angestoßen."
}
