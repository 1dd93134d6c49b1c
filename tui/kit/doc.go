// Package kit is what every screen is made of: the contract of a screen and of an
// action, lists, dialogs and cells.
//
// It promises: it knows no place and no workplace; everything in it is drawn in plain
// cells and can be asked for its height. Start with Screen and Action.
package kit
