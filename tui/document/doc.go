// Package document shows what leaves the house, as text and as XML.
//
// It promises: it judges nothing, and shows exactly the bytes that would be sent or
// were. Start with Preview.
package document
