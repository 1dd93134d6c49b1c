// Package entrance is the way in: the first start, signing in with the one-time
// code, setting up the second factor, and letting a colleague in.
//
// It promises: nothing secret is drawn, kept or said twice. Start with Login.
package entrance
