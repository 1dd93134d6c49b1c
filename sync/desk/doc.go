// Package desk is what a person can do at a workplace, once: begin a report, save
// it with changed Stammdaten, complete, correct, reopen, duplicate, delete it, say
// that it went on paper, hold it back, note something, ask for a deletion, import,
// export, let a colleague in.
//
// It promises: an act is one method and one transaction of the store, which is done
// or is not; what a decision was judged by is what it is stored against; an error
// is an answer.Failure with a kind staff can do something about; what anybody
// changes, here or in another process, is told as News. A desk knows no screen: the
// faces ask it by the nouns they state (tui/work). What changes or takes out anything
// needs a role and leaves a line of the audit, both at the door of the store
// (sync/store/door.go) in the transaction of the act.
//
// Start with Entrance, which lets people in, and Complete, the longest act.
package desk
