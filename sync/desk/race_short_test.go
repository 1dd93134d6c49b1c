//go:build !long

package desk

const races = 300 // reports completed while a colleague's objection is
