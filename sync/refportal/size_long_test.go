//go:build long

package refportal_test

const primaryKills = 100 // servers that are killed while somebody delivers
