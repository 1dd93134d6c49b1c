//go:build !long

package outbox_test

const races = 300 // reports completed while a colleague's objection is
