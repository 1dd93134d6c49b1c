// Package editing is a form on the screen: its keys, its findings beside it, its
// sections, and saving while somebody types.
//
// It promises: nothing typed waits two seconds to be saved, and the title never says
// it is before it is. It does not know whether a report or a person is written.
// Start with Sheet.
package editing
