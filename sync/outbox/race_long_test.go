//go:build long

package outbox_test

const races = 4000 // reports completed while a colleague's objection is
