//go:build !long

package refportal_test

const primaryKills = 2 // servers that are killed while somebody delivers
