package forms

// What can be done with the elements and the history of a form, for who presses no
// keys. Each does nothing where CanRemove, CanDuplicate, CanMove, CanRepeat, CanUndo
// or CanRedo says why.

// RemoveItem takes the focused element out of its group.
func (f *Form) RemoveItem() { f.remove() }

// DuplicateItem makes a second element with the same values behind the focused one.
func (f *Form) DuplicateItem() { f.duplicate() }

// MoveItem exchanges the focused element with the one before or behind it.
func (f *Form) MoveItem(by int) { f.move(by) }

// Repeat takes the value of the element before or of the last report of the tumour.
func (f *Form) Repeat() { f.repeat() }

// Undo takes back the last change, Redo makes it again.
func (f *Form) Undo() { f.undo() }

// Redo makes again what was taken back last.
func (f *Form) Redo() { f.redo() }
