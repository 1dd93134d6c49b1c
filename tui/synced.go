package tui

// syncSentence has the outbox try at once and says what that means now.
func syncSentence(desk *Desk) string {
	link := desk.Station.Link()
	if link.Ended {
		return Sentence(link.Reason)
	}
	desk.Station.SyncNow()
	if link.Waiting == 0 {
		return "Es wartet nichts; das Portal wird gefragt, ob es erreichbar ist."
	}
	return "Übertragung angestoßen."
}
