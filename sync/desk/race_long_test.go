//go:build long

package desk

const races = 4000 // reports completed while a colleague's objection is
