// Package forms asks: it turns the field table and a page layout into a form,
// and what is typed into values of the report. It is the only room of huh.
//
// A report is one huh form with a group for every page, fields of our own (entry)
// and a layout of our own (window). huh is host and order of the fields; its stock
// widgets are not used for them, because they invent answers and trap the cursor.
// All that binds them stands in huh.go. The small dialogs of the screens are stock
// huh forms with one theme, in dialog.go, which says what of them is ours and why.
//
// House rules, measured and binding:
//   - A key changes the report at once; no field returns a command. Typed-ahead
//     keys therefore land in the field they were meant for.
//   - Error always returns nil: what is wrong is a finding beside the field and
//     never keeps anyone from moving on. Enter alone may stay, where a list leaves
//     something to choose: choose.go has the rule, the hint says it.
//   - A form writes what a person entered and nothing else. Opening a field and
//     leaving it writes nothing. A hit of a code list is taken when it is marked
//     on the screen, and it is marked only where the person moved to it, typed
//     its very code, or left no other hit; or by Enter, which is offered it. The
//     version of a code is proposed when the code is confirmed and stored with
//     it; a stored one stays.
//   - Tab, arrows and page keys always lead on, whatever stands in the field: it
//     stays as typed. Keys typed ahead land in their fields as long as Enter
//     follows words that mean one thing, and always behind Tab.
//   - Esc puts back what stood in a code or a date before it was looked up or
//     typed over, see restore.go.
//   - Everything drawn passes Clean.
//
// Start with New, Form.Key and Form.View; the pages stand in layout.go.
package forms
