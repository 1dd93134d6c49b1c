// Package handbuch is the manual, in German, one file a chapter.
//
// It promises: every paragraph has an anchor, so that a screen or a field can lead to
// it. It knows no screen. Start with Text.
package handbuch
