//go:build !long

package desk

const races = 150 // reports completed while a colleague's objection is
